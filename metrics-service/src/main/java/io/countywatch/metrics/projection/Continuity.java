package io.countywatch.metrics.projection;

import io.countywatch.metrics.projection.CursorStore.Claim;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a batch begins where the cursor stands. It need not: records that were polled before a partition was lost and
 * won again may come after the seek back, and applying them would move the cursor over records that nobody has seen.
 */
final class Continuity {

    private final Map<TopicPartition, Hole> holes = new ConcurrentHashMap<>();

    /**
     * A hole in the offsets themselves (the log of a transactional writer has some) is told from a stale batch by reading
     * again: only what begins at the same offset once more, right after a seek to the cursor, may be believed.
     *
     * @return false: read again from the cursor
     */
    boolean holds(TopicPartition partition, Claim claim, long firstOffset) {
        if (firstOffset == claim.nextOffset()) {
            holes.remove(partition);
            return true;
        }
        Hole before = holes.get(partition);
        if (before != null && before.claim().equals(claim) && before.firstOffset() <= firstOffset) {
            // What begins later was polled behind it, before the seek: it must not make us forget the hole.
            return before.firstOffset() == firstOffset;
        }
        holes.put(partition, new Hole(claim, firstOffset));
        return false;
    }

    private record Hole(Claim claim, long firstOffset) {}
}
