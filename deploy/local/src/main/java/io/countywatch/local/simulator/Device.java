package io.countywatch.local.simulator;

import java.util.ArrayList;
import java.util.List;

/** A field worker's phone: captures events, keeps them while offline, sometimes sends a batch twice. */
final class Device {

    private final String source;
    private final County county;
    private final Random random;
    private final boolean counts;
    private final long skew;
    private long sequence;
    private long onlineAgain = Long.MIN_VALUE;
    private List<FieldEvent> outbox = new ArrayList<>();
    private List<FieldEvent> again = List.of();

    /**
     * @param counts whether the app numbers its events
     * @param skew how far the phone's clock is ahead, milliseconds
     */
    Device(String source, County county, Random random, boolean counts, long skew) {
        this.source = source;
        this.county = county;
        this.random = random;
        this.counts = counts;
        this.skew = skew;
    }

    String source() {
        return source;
    }

    County county() {
        return county;
    }

    /** Makes the event, id and all, at capture; {@code time} is the true time. */
    FieldEvent capture(int subject, Place place, long time, Payload payload) {
        EventId id = EventId.of(this, counts ? sequence++ : -1, time, random.bits(), random.bits());
        FieldEvent event = new FieldEvent(id, subject, place, time + skew, payload);
        outbox.add(event);
        return event;
    }

    void offlineUntil(long day) {
        onlineAgain = day;
    }

    boolean online(long day) {
        return day >= onlineAgain;
    }

    /** Takes the event captured last out again, to be sent on another day. */
    FieldEvent holdBackLast() {
        return outbox.remove(outbox.size() - 1);
    }

    void add(FieldEvent event) {
        outbox.add(event);
    }

    /** What waits to be sent; the outbox is empty afterwards. */
    List<FieldEvent> empty() {
        List<FieldEvent> waiting = outbox;
        outbox = new ArrayList<>();
        return waiting;
    }

    /** A batch whose answer got lost: sent once more on the next day online. */
    void sendAgain(List<FieldEvent> batch) {
        again = batch;
    }

    List<FieldEvent> again() {
        List<FieldEvent> batch = again;
        again = List.of();
        return batch;
    }

    @Override
    public String toString() {
        return source;
    }
}
