package io.countywatch.alert.snapshot;

import io.countywatch.alert.campaign.Measure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A village's figures as they are kept: only what the campaign measures, and little of it, since there are many.
 *
 * @param day the day at whose end they were so; they hold until newer ones are published
 * @param revision rises with every change
 * @param lastReportAt null if there was never a report
 * @param measures by measure id; a measure that the village has nothing of is absent
 */
public record VillageFigures(
        String village, LocalDate day, long revision, Instant lastReportAt, Map<String, MeasureFigures> measures) {

    private static final List<Long> STILL = List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);

    public VillageFigures {
        measures = measures == null ? Map.of() : Map.copyOf(measures);
    }

    /** Reads a published value in the terms of a campaign's measures. */
    public static VillageFigures of(VillageRecord value, Collection<Measure> measures) {
        Map<String, MeasureFigures> figures = new HashMap<>();
        for (Measure measure : measures) {
            if (value.measures().containsKey(measure.stagesOf())) {
                MeasureFigures of = MeasureFigures.of(value.measures(), value.windows(), measure);
                // Most villages have moved nothing for weeks: one list for all of them.
                figures.put(
                        measure.id(),
                        of.windows().equals(STILL)
                                ? new MeasureFigures(of.scope(), of.done(), of.fallenBack(), STILL)
                                : of);
            }
        }
        return new VillageFigures(
                value.village(), value.effectiveThrough(), value.revision(), value.lastReportAt(), figures);
    }

    /** What the village has of a measure. */
    public MeasureFigures measure(String id) {
        return measures.getOrDefault(id, MeasureFigures.NOTHING);
    }
}
