package io.countywatch.alert.snapshot;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Value of {@code village-metrics.v1}: absolute figures of one village.
 *
 * @param revision rises with every change; what is not newer is dropped
 * @param effectiveThrough last day that the figures include, in the campaign's time zone: in a replay it is over, by the clock
 *     on the wall it is the running one
 * @param lastReportAt null if there was never a report
 * @param previous of the days before that are still provisional those that late data have restated; empty where they are not
 *     published
 */
public record VillageRecord(
        String village,
        String county,
        long revision,
        LocalDate effectiveThrough,
        Map<String, Map<String, SnapshotRecord.Count>> measures,
        Map<String, List<Long>> windows,
        Instant lastReportAt,
        List<Earlier> previous) {

    /** The figures at the end of a day before, with what has come for it since. */
    public record Earlier(
            LocalDate effectiveThrough,
            Map<String, Map<String, SnapshotRecord.Count>> measures,
            Map<String, List<Long>> windows,
            Instant lastReportAt) {

        public Earlier {
            if (effectiveThrough == null) {
                throw new IllegalArgumentException("a day before needs effectiveThrough");
            }
            measures = measures == null ? Map.of() : measures;
            windows = windows == null ? Map.of() : windows;
        }
    }

    public VillageRecord {
        if (village == null || effectiveThrough == null) {
            throw new IllegalArgumentException("figures of a village need village and effectiveThrough");
        }
        measures = measures == null ? Map.of() : measures;
        windows = windows == null ? Map.of() : windows;
        previous = previous == null ? List.of() : List.copyOf(previous);
    }
}
