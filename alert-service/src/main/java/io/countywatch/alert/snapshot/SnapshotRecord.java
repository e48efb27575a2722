package io.countywatch.alert.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Value of {@code county-metrics.v1}: absolute figures of one county.
 *
 * @param revision rises with every change; what is not newer is dropped
 * @param snapshot the tick that all figures of one publication share
 * @param effectiveThrough last day that the figures include, in the campaign's time zone: in a replay it is over, by the clock
 *     on the wall it is the running one
 * @param windows net completions of the last 13 seven-day windows, oldest first, by measure
 * @param lastReportAt null if there was never a report
 * @param previous the days before that are still provisional, empty where they are not published
 */
public record SnapshotRecord(
        String county,
        long revision,
        JsonNode snapshot,
        Instant asOf,
        LocalDate effectiveThrough,
        Map<String, Map<String, Count>> measures,
        Map<String, List<Long>> windows,
        Instant lastReportAt,
        Villages villages,
        Relapse relapse,
        Late late,
        List<Earlier> previous) {

    /** The figures at the end of a day before, with what has come for it since. */
    public record Earlier(
            LocalDate effectiveThrough,
            Map<String, Map<String, Count>> measures,
            Map<String, List<Long>> windows,
            Instant lastReportAt,
            Villages villages,
            Relapse relapse) {}

    /** A stage's counts. */
    public record Count(long subjects, long persons) {}

    /** Villages by whether they report; {@code silentRemaining} by measure, in the measure's unit. */
    public record Villages(int reporting, int silent, Map<String, Long> silentRemaining) {

        /** Nothing is known about villages. */
        static final Villages NONE = new Villages(0, 0, Map.of());

        public Villages {
            silentRemaining = silentRemaining == null ? Map.of() : silentRemaining;
        }
    }

    /**
     * Households that fell back in 90 days, and those that were lifted when these began.
     *
     * @param liftedAgain90d how often in these days one that had fallen back was lifted again within 90 days; null where it
     *     is not published
     */
    public record Relapse(long relapsed90d, long liftedBefore, Long liftedAgain90d) {

        static final Relapse NONE = new Relapse(0, 0, null);

        private boolean sameRate(Relapse other) {
            return relapsed90d == other.relapsed90d && liftedBefore == other.liftedBefore;
        }
    }

    /** Share of the last seven days' events that came later than their day; null without any event. */
    public record Late(Double share7d) {

        static final Late NONE = new Late(null);
    }

    private static final double LATE_SHARE = 0.2;

    public SnapshotRecord {
        if (county == null || effectiveThrough == null) {
            throw new IllegalArgumentException("a snapshot needs county and effectiveThrough");
        }
        measures = measures == null ? Map.of() : measures;
        windows = windows == null ? Map.of() : windows;
        villages = villages == null ? Villages.NONE : villages;
        relapse = relapse == null ? Relapse.NONE : relapse;
        late = late == null ? Late.NONE : late;
        previous = previous == null ? List.of() : List.copyOf(previous);
    }

    /** The snapshot of an earlier day, as this publication has it. */
    public SnapshotRecord at(Earlier earlier) {
        return new SnapshotRecord(
                county,
                revision,
                snapshot,
                asOf,
                earlier.effectiveThrough(),
                earlier.measures(),
                earlier.windows(),
                earlier.lastReportAt(),
                earlier.villages(),
                earlier.relapse(),
                null,
                null);
    }

    /**
     * The same at the end of the day before, with the days before that, as this publication has them: of a running day's
     * snapshot, what it says of the last day that is over. Empty where it says nothing of it.
     */
    Optional<SnapshotRecord> dayBefore() {
        LocalDate before = effectiveThrough.minusDays(1);
        return previous.stream()
                .filter(earlier -> earlier.effectiveThrough().equals(before))
                .findFirst()
                .map(earlier -> new SnapshotRecord(
                        county,
                        revision,
                        snapshot,
                        asOf,
                        before,
                        earlier.measures(),
                        earlier.windows(),
                        earlier.lastReportAt(),
                        earlier.villages(),
                        earlier.relapse(),
                        late,
                        previous.stream()
                                .filter(one -> one.effectiveThrough().isBefore(before))
                                .toList()));
    }

    /** Whether another one says the same of its day and of the days before. */
    boolean saysTheSame(SnapshotRecord other) {
        return measures.equals(other.measures)
                && windows.equals(other.windows)
                && villages.equals(other.villages)
                && relapse.equals(other.relapse)
                && Objects.equals(lastReportAt, other.lastReportAt)
                && previous.equals(other.previous);
    }

    /** The same without the days before: those are kept by themselves. */
    public SnapshotRecord alone() {
        return new SnapshotRecord(
                county,
                revision,
                snapshot,
                asOf,
                effectiveThrough,
                measures,
                windows,
                lastReportAt,
                villages,
                relapse,
                late,
                null);
    }

    /**
     * Whether another snapshot of the day says the same; of the last report only the day matters, and what is no more than a
     * question to the data decides nothing.
     */
    public boolean sameFigures(SnapshotRecord other, ZoneId zone) {
        return measures.equals(other.measures)
                && windows.equals(other.windows)
                && villages.equals(other.villages)
                && relapse.sameRate(other.relapse)
                && Objects.equals(day(lastReportAt, zone), day(other.lastReportAt, zone));
    }

    private static LocalDate day(Instant instant, ZoneId zone) {
        return instant == null ? null : instant.atZone(zone).toLocalDate();
    }

    /** Households whose latest status is one of some. */
    public long households(String... statuses) {
        Map<String, Count> stages = measures.getOrDefault("status", Map.of());
        return Stream.of(statuses)
                .map(stages::get)
                .filter(Objects::nonNull)
                .mapToLong(Count::subjects)
                .sum();
    }

    /** Households that are or were poor, or are at risk of it. */
    public long register() {
        return households("POOR", "AT_RISK", "LIFTED", "RELAPSED");
    }

    /** Whether so much of what was told last came late that more of it must be expected: a fifth or more. */
    public boolean comesLate() {
        return late.share7d() != null && late.share7d() >= LATE_SHARE;
    }

    /** The publication's name, null if it has none. */
    public String snapshotName() {
        return snapshot == null || snapshot.isNull() ? null : snapshot.asText();
    }

    /** The name of the newest publication among snapshots, null if none has one. */
    public static String newestName(Collection<SnapshotRecord> snapshots) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.asOf() != null && snapshot.snapshotName() != null)
                .max(Comparator.comparing(SnapshotRecord::asOf).thenComparing(SnapshotRecord::snapshotName))
                .map(SnapshotRecord::snapshotName)
                .orElse(null);
    }
}
