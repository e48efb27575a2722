package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Measure;
import io.countywatch.alert.schedule.Observation;
import io.countywatch.alert.schedule.Silence;
import io.countywatch.alert.schedule.SilenceRule;
import io.countywatch.alert.snapshot.MeasureFigures;
import io.countywatch.alert.snapshot.SnapshotRecord;
import java.time.LocalDate;

/** Reads a county's snapshot in the terms of a plan. */
final class CountyFigures {

    private CountyFigures() {}

    /**
     * What a snapshot says about a measure.
     *
     * @param target S of a plan with a fixed target, null where the scope is what was observed
     * @param silentScope S held by the silent villages, null where their figures are not known
     */
    static Observation of(
            SnapshotRecord snapshot, Measure measure, Long target, Long silentScope, LocalDate day, Campaign campaign) {
        MeasureFigures seen = MeasureFigures.of(snapshot.measures(), snapshot.windows(), measure);
        long scope = target == null ? seen.scope() : Math.max(seen.scope(), target);
        Silence silence = SilenceRule.county(
                scope,
                seen.done(),
                SilenceRule.nothingCame(snapshot.lastReportAt(), day, campaign.start(), campaign.zone()),
                new SilenceRule.Villages(
                        snapshot.villages().silent(),
                        snapshot.villages().reporting(),
                        snapshot.villages().silentRemaining().getOrDefault(measure.id(), 0L),
                        silentScope));
        return new Observation(scope, seen.done(), seen.windows(), seen.fallenBack(), silence);
    }
}
