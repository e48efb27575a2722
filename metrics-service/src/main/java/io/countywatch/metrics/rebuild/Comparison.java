package io.countywatch.metrics.rebuild;

import io.countywatch.metrics.rebuild.Differences.Difference;
import io.countywatch.metrics.rebuild.Digests.Digest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What two versions of the projection hold at equal positions.
 *
 * @param equal whether every table has the same digest
 * @param failure why there is no comparison; null if there is one
 * @param events before the positions
 * @param stoodStillMillis how long the live version had to wait
 */
record Comparison(
        boolean equal,
        String failure,
        long events,
        long stoodStillMillis,
        SortedMap<String, Tables> tables,
        List<Difference> differences) {

    static Comparison failed(String why) {
        return new Comparison(false, why, 0, 0, new java.util.TreeMap<>(), List.of());
    }

    static long events(Map<Integer, Long> positions) {
        return positions.values().stream().mapToLong(Long::longValue).sum();
    }

    record Tables(Digest live, Digest beside) {
        boolean equal() {
            return live.equals(beside);
        }
    }
}
