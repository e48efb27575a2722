package io.countywatch.metrics.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countywatch.metrics.fold.Count;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/**
 * What a county's snapshot says: two equal contents are one revision.
 *
 * @param effectiveThrough figures are those at the end of this day
 * @param windows net completions by measure, in the measure's unit, oldest first
 * @param previous the days before that evaluations may still revise, the later first
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record CountyContent(
        LocalDate effectiveThrough,
        SortedMap<String, SortedMap<String, Count>> measures,
        SortedMap<String, List<Long>> windows,
        Instant lastReportAt,
        Villages villages,
        Relapse relapse,
        Late late,
        List<Earlier> previous) {

    /** A day before, with everything that has come for it since. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Earlier(
            LocalDate effectiveThrough,
            SortedMap<String, SortedMap<String, Count>> measures,
            SortedMap<String, List<Long>> windows,
            Instant lastReportAt,
            Villages villages,
            Relapse relapse) {}

    /** @param silentRemaining what remains in the silent villages, by measure, in its unit */
    record Villages(int reporting, int silent, SortedMap<String, Long> silentRemaining) {}

    /**
     * Households that fell back in the last 90 days, households lifted when those began, and how often in those days one
     * that had fallen back was lifted again within 90 days.
     */
    record Relapse(long relapsed90d, long liftedBefore, long liftedAgain90d) {}

    record Late(double share7d) {}
}
