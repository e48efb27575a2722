package io.countywatch.metrics.publish;

import io.countywatch.metrics.fold.Count;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/** What a village's snapshot says. */
record VillageContent(
        LocalDate effectiveThrough,
        SortedMap<String, SortedMap<String, Count>> measures,
        SortedMap<String, List<Long>> windows,
        Instant lastReportAt) {

    /** Whether two contents differ in nothing but their day. */
    boolean sameFigures(VillageContent other) {
        return measures.equals(other.measures)
                && windows.equals(other.windows)
                && java.util.Objects.equals(lastReportAt, other.lastReportAt);
    }
}
