package io.countywatch.alert.snapshot;

import io.countywatch.alert.campaign.Measure;
import java.util.List;
import java.util.Map;

/**
 * What a unit has of one measure at the end of a day, in the measure's unit.
 *
 * @param scope what is in scope, at least 0
 * @param done what of it is done, 0 to {@code scope}
 * @param fallenBack what was done once and is not any more (part of the scope, not of what is done)
 * @param windows net completions of the seven-day windows that end on the day, oldest first
 */
public record MeasureFigures(long scope, long done, long fallenBack, List<Long> windows) {

    /** Nothing in scope. */
    public static final MeasureFigures NOTHING = new MeasureFigures(0, 0, 0, List.of());

    public MeasureFigures {
        windows = windows == null ? List.of() : List.copyOf(windows);
    }

    /** Reads published counts and windows in the terms of a measure. */
    public static MeasureFigures of(
            Map<String, Map<String, SnapshotRecord.Count>> measures, Map<String, List<Long>> windows, Measure measure) {
        Map<String, SnapshotRecord.Count> stages = measures.getOrDefault(measure.stagesOf(), Map.of());
        long scope = sum(stages, measure, measure.scope());
        long done = Math.min(scope, sum(stages, measure, measure.done()));
        long fallenBack = measure.family().equals("status") ? sum(stages, measure, List.of("RELAPSED")) : 0;
        return new MeasureFigures(scope, done, fallenBack, windows.getOrDefault(measure.id(), List.of()));
    }

    private static long sum(Map<String, SnapshotRecord.Count> stages, Measure measure, List<String> names) {
        long sum = 0;
        for (String name : names) {
            SnapshotRecord.Count count = stages.get(name);
            if (count != null) {
                sum += measure.unit() == Measure.CountedIn.PERSONS ? count.persons() : count.subjects();
            }
        }
        return Math.max(0, sum);
    }
}
