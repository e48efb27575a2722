package io.countywatch.metrics.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countywatch.metrics.fold.Count;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/**
 * What a village's snapshot says.
 *
 * @param previous of the days before that evaluations may still revise those that something has come for since they were
 *     over, the later first; mostly none, so that of 128,000 villages only those with late data cost more
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record VillageContent(
        LocalDate effectiveThrough,
        SortedMap<String, SortedMap<String, Count>> measures,
        SortedMap<String, List<Long>> windows,
        Instant lastReportAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Earlier> previous) {

    /** A day before, with everything that has come for it since. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Earlier(
            LocalDate effectiveThrough,
            SortedMap<String, SortedMap<String, Count>> measures,
            SortedMap<String, List<Long>> windows,
            Instant lastReportAt) {

        private boolean sameFigures(Earlier other) {
            return measures.equals(other.measures)
                    && windows.equals(other.windows)
                    && Objects.equals(lastReportAt, other.lastReportAt);
        }
    }

    /** Whether who has this learns something from another content of the same or a later day. The day alone is nothing new. */
    boolean saysAll(VillageContent newer) {
        return latest().sameFigures(newer.latest())
                && newer.previous.stream().allMatch(day -> {
                    Earlier told = told(day.effectiveThrough());
                    return told != null && told.sameFigures(day);
                });
    }

    private Earlier latest() {
        return new Earlier(effectiveThrough, measures, windows, lastReportAt);
    }

    /** What this says of a day: the latest figures hold until there are newer ones. Null if it says nothing. */
    private Earlier told(LocalDate day) {
        if (!day.isBefore(effectiveThrough)) {
            return latest();
        }
        return previous.stream()
                .filter(earlier -> earlier.effectiveThrough().equals(day))
                .findFirst()
                .orElse(null);
    }
}
