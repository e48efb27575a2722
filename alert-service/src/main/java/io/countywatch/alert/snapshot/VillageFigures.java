package io.countywatch.alert.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countywatch.alert.campaign.Measure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A village's figures as they are kept: only what the campaign measures, and little of it, since there are many.
 *
 * @param day the day at whose end they were so; they hold until newer ones are published
 * @param revision rises with every change
 * @param lastReportAt null if there was never a report
 * @param measures by measure id; a measure that the village has nothing of is absent
 * @param previous days before that late data have restated, as this publication has them; of most villages none
 */
public record VillageFigures(
        String village,
        LocalDate day,
        long revision,
        Instant lastReportAt,
        Map<String, MeasureFigures> measures,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<VillageFigures> previous) {

    private static final List<Long> STILL = List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);

    public VillageFigures {
        measures = measures == null ? Map.of() : Map.copyOf(measures);
        previous = previous == null ? List.of() : List.copyOf(previous);
    }

    /** Reads a published value in the terms of a campaign's measures. */
    public static VillageFigures of(VillageRecord value, Collection<Measure> measures) {
        return new VillageFigures(
                value.village(),
                value.effectiveThrough(),
                value.revision(),
                value.lastReportAt(),
                figures(value.measures(), value.windows(), measures),
                value.previous().stream()
                        .map(earlier -> new VillageFigures(
                                value.village(),
                                earlier.effectiveThrough(),
                                value.revision(),
                                earlier.lastReportAt(),
                                figures(earlier.measures(), earlier.windows(), measures),
                                List.of()))
                        .toList());
    }

    private static Map<String, MeasureFigures> figures(
            Map<String, Map<String, SnapshotRecord.Count>> counts,
            Map<String, List<Long>> windows,
            Collection<Measure> measures) {
        Map<String, MeasureFigures> figures = new HashMap<>();
        for (Measure measure : measures) {
            if (counts.containsKey(measure.stagesOf())) {
                MeasureFigures of = MeasureFigures.of(counts, windows, measure);
                // Most villages have moved nothing for weeks: one list for all of them.
                figures.put(
                        measure.id(),
                        of.windows().equals(STILL)
                                ? new MeasureFigures(of.scope(), of.done(), of.fallenBack(), STILL)
                                : of);
            }
        }
        return figures;
    }

    /**
     * The same at the end of the day before, with the days before that, as this publication has them; empty where it says
     * nothing of it, since nothing has come for it.
     */
    Optional<VillageFigures> dayBefore() {
        LocalDate before = day.minusDays(1);
        return previous.stream()
                .filter(earlier -> earlier.day.equals(before))
                .findFirst()
                .map(earlier -> new VillageFigures(
                        village,
                        before,
                        revision,
                        earlier.lastReportAt,
                        earlier.measures,
                        previous.stream()
                                .filter(one -> one.day.isBefore(before))
                                .toList()));
    }

    /** Whether another publication says the same of the day and of the days before. */
    boolean saysTheSame(VillageFigures other) {
        return day.equals(other.day)
                && measures.equals(other.measures)
                && Objects.equals(lastReportAt, other.lastReportAt)
                && previous.size() == other.previous.size()
                && IntStream.range(0, previous.size())
                        .allMatch(i -> previous.get(i).saysTheSame(other.previous.get(i)));
    }

    /** The same without the days before: those are kept by themselves. */
    public VillageFigures alone() {
        return previous.isEmpty()
                ? this
                : new VillageFigures(village, day, revision, lastReportAt, measures, List.of());
    }

    /** Whether others of the day say the same; of the last report only the day matters. */
    public boolean sameFigures(VillageFigures other, ZoneId zone) {
        return measures.equals(other.measures)
                && Objects.equals(day(lastReportAt, zone), day(other.lastReportAt, zone));
    }

    private static LocalDate day(Instant instant, ZoneId zone) {
        return instant == null ? null : instant.atZone(zone).toLocalDate();
    }

    /** What the village has of a measure. */
    public MeasureFigures measure(String id) {
        return measures.getOrDefault(id, MeasureFigures.NOTHING);
    }
}
