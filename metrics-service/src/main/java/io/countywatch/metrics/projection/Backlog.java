package io.countywatch.metrics.projection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What waits to be applied, from one look to the next. Pure: the caller says what the log holds, where the cursors stand,
 * and what time it is.
 *
 * @param <P> a partition
 */
final class Backlog<P> {

    private final Map<P, Waiting> waiting = new HashMap<>();
    private long records;
    private Duration age = Duration.ZERO;

    private record Waiting(long cursor, long sinceNanos) {}

    /**
     * @param ends offset after the last record, by partition
     * @param cursors first offset that is not applied, of the partitions that are ours
     * @param nanos a clock that never goes back
     */
    synchronized void look(Map<P, Long> ends, Map<P, Long> cursors, long nanos) {
        records = 0;
        long oldest = nanos;
        waiting.keySet().retainAll(cursors.keySet());
        for (Map.Entry<P, Long> cursor : cursors.entrySet()) {
            long lag = ends.getOrDefault(cursor.getKey(), 0L) - cursor.getValue();
            Waiting before = waiting.get(cursor.getKey());
            if (lag <= 0) {
                waiting.remove(cursor.getKey());
                continue;
            }
            records += lag;
            if (before == null || before.cursor() != cursor.getValue()) {
                waiting.put(cursor.getKey(), new Waiting(cursor.getValue(), nanos));
            } else {
                oldest = Math.min(oldest, before.sinceNanos());
            }
        }
        age = Duration.ofNanos(nanos - oldest);
    }

    /** Records of the log that are not applied. */
    synchronized long records() {
        return records;
    }

    /** How long the partition that moved longest ago has stood still although records wait; zero if none does. */
    synchronized double ageSeconds() {
        return age.toMillis() / 1000.0;
    }
}
