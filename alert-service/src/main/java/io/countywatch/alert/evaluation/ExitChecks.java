package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.ExitGate;
import io.countywatch.alert.snapshot.SnapshotRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The exit gates of a county, from its figures and samples. Pure. */
public final class ExitChecks {

    private static final double MOST_WRONG = 0.02;
    private static final double LEAST_RECOGNITION = 0.90;

    private final Campaign campaign;

    /** Checks by a campaign's standards. */
    public ExitChecks(Campaign campaign) {
        this.campaign = campaign;
    }

    /** All gates; a gate without data does not pass. */
    List<ExitGate> gates(Unit county, SnapshotRecord snapshot, List<Assessment> assessments) {
        return gates(
                county,
                snapshot,
                assessments.stream()
                        .filter(assessment -> assessment.unit().equals(county.code())
                                && assessment.status().isDone())
                        .map(Assessment::plan)
                        .collect(Collectors.toSet()));
    }

    /** All gates, where the plans with nothing left are known. */
    public List<ExitGate> gates(Unit county, SnapshotRecord snapshot, Set<String> donePlans) {
        Map<String, SnapshotRecord.Count> status = stages(snapshot, "status");
        String province =
                campaign.units().provinceOf(county.code()).map(Unit::code).orElse(county.code());
        Long population = campaign.exitStandard().population().get(county.code());
        Double incidence = population == null || population == 0 || status.isEmpty()
                ? null
                : (double) (persons(status, "POOR") + persons(status, "RELAPSED")) / population;
        List<String> mandatory = campaign.plans().stream()
                .filter(plan -> plan.mandatory() && plan.assesses(county))
                .map(Plan::id)
                .toList();
        long done = mandatory.stream().filter(donePlans::contains).count();
        return List.of(
                ExitGate.below("incidence", incidence, campaign.exitStandard().of(province)),
                ExitGate.atMost(
                        "wrong-exit",
                        persons(stages(snapshot, "gate-wrong-exit"), "FOUND"),
                        persons(stages(snapshot, "gate-wrong-exit"), "SAMPLED"),
                        MOST_WRONG),
                ExitGate.atMost(
                        "missed",
                        persons(stages(snapshot, "gate-missed"), "FOUND"),
                        persons(stages(snapshot, "gate-missed"), "SAMPLED"),
                        MOST_WRONG),
                ExitGate.atLeast(
                        "recognition",
                        persons(stages(snapshot, "gate-recognition"), "FOUND"),
                        persons(stages(snapshot, "gate-recognition"), "SAMPLED"),
                        LEAST_RECOGNITION),
                ExitGate.allDone("mandatory-measures", done, mandatory.size()));
    }

    /** Whether a county has passed all of them. */
    boolean passed(Unit county, SnapshotRecord snapshot, List<Assessment> assessments) {
        return gates(county, snapshot, assessments).stream().allMatch(ExitGate::passes);
    }

    private static Map<String, SnapshotRecord.Count> stages(SnapshotRecord snapshot, String measure) {
        return snapshot.measures().getOrDefault(measure, Map.of());
    }

    private static long persons(Map<String, SnapshotRecord.Count> stages, String stage) {
        return stages.containsKey(stage) ? stages.get(stage).persons() : 0;
    }
}
