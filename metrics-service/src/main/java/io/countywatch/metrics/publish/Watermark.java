package io.countywatch.metrics.publish;

import java.time.Instant;
import java.util.Collection;

/** The data's own clock in a replay: up to when everything that was recorded has been applied. */
final class Watermark {

    private Watermark() {}

    /**
     * The earliest of what the lagging partitions have reached; when none lags, the latest of all. Null before anything
     * was applied.
     */
    static Instant of(Collection<Progress> partitions) {
        Instant earliestLagging = null;
        Instant latest = null;
        for (Progress partition : partitions) {
            Instant recorded = partition.lastRecorded();
            if (partition.nextOffset() < partition.endOffset()) {
                if (recorded == null) {
                    return null;
                }
                earliestLagging =
                        earliestLagging == null || recorded.isBefore(earliestLagging) ? recorded : earliestLagging;
            }
            if (recorded != null && (latest == null || recorded.isAfter(latest))) {
                latest = recorded;
            }
        }
        return earliestLagging != null ? earliestLagging : latest;
    }

    /**
     * Where a partition stands.
     *
     * @param lastRecorded receipt of the last applied event; null before one
     * @param endOffset of the log, read before {@code nextOffset}
     */
    record Progress(int partition, long nextOffset, Instant lastRecorded, long endOffset) {}
}
