package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Measure;
import io.countywatch.alert.schedule.Observation;
import io.countywatch.alert.schedule.Silence;
import io.countywatch.alert.schedule.SilenceRule;
import io.countywatch.alert.snapshot.SnapshotRecord;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Reads a county's snapshot in the terms of a plan. */
final class CountyFigures {

    private CountyFigures() {}

    /**
     * What a snapshot says about a measure.
     *
     * @param target S of a plan with a fixed target, null where the scope is what was observed
     */
    static Observation of(SnapshotRecord snapshot, Measure measure, Long target, LocalDate day, Campaign campaign) {
        Map<String, SnapshotRecord.Count> stages = snapshot.measures().getOrDefault(measure.stagesOf(), Map.of());
        long scope = sum(stages, measure, measure.scope());
        long done = Math.min(scope, sum(stages, measure, measure.done()));
        scope = target == null ? scope : Math.max(scope, target);
        long fallenBack = measure.family().equals("status") ? sum(stages, measure, List.of("RELAPSED")) : 0;
        Silence silence = SilenceRule.county(
                scope,
                done,
                SilenceRule.nothingCame(snapshot.lastReportAt(), day, campaign.start(), campaign.zone()),
                snapshot.villages().silent(),
                snapshot.villages().reporting(),
                snapshot.villages().silentRemaining().getOrDefault(measure.id(), 0L));
        return new Observation(
                scope, done, snapshot.windows().getOrDefault(measure.id(), List.of()), fallenBack, silence);
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
