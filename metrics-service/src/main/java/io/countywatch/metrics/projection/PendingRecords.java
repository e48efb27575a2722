package io.countywatch.metrics.projection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that were polled and wait for a transaction. A partition is in one transaction at a time, so its records are
 * applied in their order; beyond that whoever is free takes what has waited longest. So a backlog goes in large batches of
 * few partitions, which meet few pages of the database, and what trickles in is gathered instead of paying for a
 * transaction each.
 */
final class PendingRecords {

    /** Of one batch. Larger ones win little, and all that is under way is copied at each collection. */
    static final int MOST = 2_000;

    /** More than that wait in Kafka. */
    static final int ROOM = 2 * MOST;

    /** Fewer are worth waiting for more of them, a moment. */
    static final int FEW = 500;

    private static final long MOMENT = Duration.ofMillis(20).toNanos();

    /** By what has waited longest. */
    private final Map<TopicPartition, Waiting> waiting = new LinkedHashMap<>();

    private final Set<TopicPartition> underWay = new HashSet<>();
    private int records;
    private boolean closed;

    /** Takes over what was polled, as soon as there is room. */
    synchronized void add(Map<TopicPartition, List<Decoded>> polled) throws InterruptedException {
        while (records > ROOM && !closed) {
            wait();
        }
        long now = System.nanoTime();
        polled.forEach((partition, more) -> {
            if (!more.isEmpty()) {
                waiting.computeIfAbsent(partition, any -> new Waiting(now))
                        .polls
                        .add(more);
                records += more.size();
            }
        });
        notifyAll();
    }

    /**
     * The next batch, which is under way until {@link #done}; waits for it.
     *
     * @return consecutive records by partition; null when it was closed
     */
    synchronized Map<TopicPartition, List<Decoded>> take() throws InterruptedException {
        while (!closed) {
            long rest = rest(System.nanoTime());
            if (rest <= 0) {
                Map<TopicPartition, List<Decoded>> batch = batch();
                underWay.addAll(batch.keySet());
                notifyAll();
                return batch;
            }
            wait(rest / 1_000_000, (int) (rest % 1_000_000));
        }
        return null;
    }

    /** Nanoseconds until there is something to do; the longest wait where only time will not bring it. */
    private long rest(long now) {
        int free = 0;
        long oldest = now;
        for (Map.Entry<TopicPartition, Waiting> one : waiting.entrySet()) {
            if (!underWay.contains(one.getKey())) {
                free += one.getValue().size();
                oldest = Math.min(oldest, one.getValue().since);
            }
        }
        if (free == 0) {
            return Duration.ofMinutes(1).toNanos();
        }
        return free >= FEW ? 0 : MOMENT - (now - oldest);
    }

    private Map<TopicPartition, List<Decoded>> batch() {
        Map<TopicPartition, List<Decoded>> batch = new LinkedHashMap<>();
        int taken = 0;
        var each = waiting.entrySet().iterator();
        while (each.hasNext() && taken < MOST) {
            Map.Entry<TopicPartition, Waiting> one = each.next();
            if (!underWay.contains(one.getKey())) {
                List<Decoded> some = one.getValue().take(MOST - taken);
                batch.put(one.getKey(), some);
                taken += some.size();
                if (one.getValue().polls.isEmpty()) {
                    each.remove();
                }
            }
        }
        records -= taken;
        return batch;
    }

    /** The transaction of a batch has ended, one way or the other. */
    synchronized void done(Set<TopicPartition> partitions) {
        underWay.removeAll(partitions);
        notifyAll();
    }

    /** Nothing is given out any more: what waits is read again by whoever comes next. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Of one partition, as they were polled. */
    private static final class Waiting {

        private final long since;
        private final Deque<List<Decoded>> polls = new ArrayDeque<>();

        private Waiting(long since) {
            this.since = since;
        }

        private int size() {
            int size = 0;
            for (List<Decoded> poll : polls) {
                size += poll.size();
            }
            return size;
        }

        /** The first ones; of two polls only where the second begins at the record after the first. */
        private List<Decoded> take(int most) {
            List<Decoded> taken = new ArrayList<>();
            while (!polls.isEmpty() && taken.size() < most && (taken.isEmpty() || follows(taken, polls.peek()))) {
                List<Decoded> poll = polls.remove();
                int room = Math.min(most - taken.size(), poll.size());
                taken.addAll(poll.subList(0, room));
                if (room < poll.size()) {
                    polls.addFirst(poll.subList(room, poll.size()));
                }
            }
            return taken;
        }

        /** Else there was a seek between them, and what is missing must not be passed over. */
        private static boolean follows(List<Decoded> taken, List<Decoded> next) {
            return next.get(0).position().offset()
                    == taken.get(taken.size() - 1).position().offset() + 1;
        }
    }
}
