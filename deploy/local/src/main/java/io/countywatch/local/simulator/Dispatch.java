package io.countywatch.local.simulator;

import io.countywatch.local.simulator.Parcel.Form;
import io.countywatch.local.simulator.Parcel.Traits;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;

/** Empties the devices that are online in the evening, and decides what goes wrong on the way. */
final class Dispatch {

    /** Below intake's limits of 1,000 events and 1 MiB a request. */
    private static final int MOST = 800;

    private static final long EVENING = (18 * 60 + 30) * 60_000L;

    private final Desk desk;
    private final long[] latestSent;

    Dispatch(Desk desk, int households) {
        this.desk = desk;
        this.latestSent = new long[households];
    }

    void send(CountyField field, LocalDate date, boolean register, List<Parcel> parcels) {
        long day = date.toEpochDay();
        if (field.silent(null, day) && field.story.kind() == Story.Kind.SILENT_COUNTY) {
            return;
        }
        // Within a county the instants only grow: the replay's watermark may rely on it.
        long sentAt = desk.startOf(day) + EVENING;
        for (Device device : field.devices()) {
            if (!device.online(day)) {
                continue;
            }
            device.offlineUntil(day + 1 + field.offlineDays(day));
            List<FieldEvent> again = device.again();
            if (!again.isEmpty()) {
                sentAt += 1000;
                Traits traits = new Traits(again.size(), 0, 0, 0, 0);
                parcels.add(new Parcel(device, date, Instant.ofEpochMilli(sentAt), again, form(field, again), traits));
            }
            List<FieldEvent> waiting = device.empty();
            for (int from = 0; from < waiting.size(); from += MOST) {
                List<FieldEvent> batch = waiting.subList(from, Math.min(waiting.size(), from + MOST));
                if (field.random.chance(0.05)) {
                    shuffle(batch, field.random);
                }
                sentAt += 1000;
                Traits traits = traits(batch, register ? Long.MIN_VALUE : desk.startOf(day));
                parcels.add(new Parcel(device, date, Instant.ofEpochMilli(sentAt), batch, form(field, batch), traits));
                if (field.random.chance(0.02)) {
                    device.sendAgain(batch);
                }
            }
        }
    }

    private static Form form(CountyField field, List<FieldEvent> events) {
        return events.size() == 1 ? Form.SINGLE : field.random.chance(0.85) ? Form.GZIPPED_BATCH : Form.BATCH;
    }

    private static void shuffle(List<FieldEvent> events, Random random) {
        for (int i = events.size() - 1; i > 0; i--) {
            Collections.swap(events, i, random.below(i + 1));
        }
    }

    private Traits traits(List<FieldEvent> events, long startOfDay) {
        int late = 0;
        int outOfOrder = 0;
        int retractions = 0;
        int broken = 0;
        for (FieldEvent event : events) {
            late += event.time() < startOfDay ? 1 : 0;
            retractions += event.payload() instanceof Payload.Retracted ? 1 : 0;
            broken += event.payload() instanceof Payload.Broken ? 1 : 0;
            if (event.subject() < latestSent.length) {
                outOfOrder += event.time() < latestSent[event.subject()] ? 1 : 0;
                latestSent[event.subject()] = Math.max(latestSent[event.subject()], event.time());
            }
        }
        return new Traits(0, late, outOfOrder, retractions, broken);
    }
}
