package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.PlanVersion;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.Observation;
import io.countywatch.alert.schedule.Peers;
import io.countywatch.alert.schedule.Silence;
import io.countywatch.alert.schedule.SilenceRule;
import io.countywatch.alert.snapshot.MeasureFigures;
import io.countywatch.alert.snapshot.VillageFigures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Assesses a village on every plan that is assessed in villages. Pure. */
final class VillageAssessor {

    private final Campaign campaign;
    private final RuleSet rules;
    private final List<Plan> plans;

    VillageAssessor(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.rules = rules;
        this.plans = campaign.plans().stream()
                .filter(plan -> plan.levels().contains(Level.VILLAGE))
                .toList();
    }

    /**
     * Assesses a village at the end of a day.
     *
     * @param figures its latest figures, null if nothing was ever published of it
     * @param baselines S when a plan was first seen, by {@link DayAssessor#key}
     */
    List<Assessment> assess(Unit village, VillageFigures figures, LocalDate day, Map<String, Long> baselines) {
        List<Assessment> assessments = new ArrayList<>();
        double factor = -1;
        for (Plan plan : plans) {
            if (plan.covers(village)) {
                factor = factor < 0 ? rules.gMinFactor(campaign, village) : factor;
                Observation seen = observe(village, plan, plan.inForce(day), figures, day);
                boolean sameTarget =
                        Objects.equals(plan.first().target(), plan.inForce(day).target());
                Observation byFirst = sameTarget ? seen : observe(village, plan, plan.first(), figures, day);
                long baseline = baselines.getOrDefault(DayAssessor.key(village.code(), plan.id()), seen.scope());
                assessments.add(Assessment.of(
                        new Assessment.Input(
                                village.code(),
                                Level.VILLAGE,
                                plan,
                                day,
                                seen,
                                byFirst,
                                factor,
                                baseline,
                                List.of(),
                                Peers.NONE),
                        rules.ladder(Level.VILLAGE, plan.measure())));
            }
        }
        return assessments;
    }

    private Observation observe(Unit village, Plan plan, PlanVersion version, VillageFigures figures, LocalDate day) {
        MeasureFigures seen = figures == null ? MeasureFigures.NOTHING : figures.measure(plan.measure());
        Long target = campaign.targetShare(plan, version, village);
        long scope = target == null ? seen.scope() : Math.max(seen.scope(), target);
        boolean silent = SilenceRule.village(
                figures == null ? null : figures.lastReportAt(),
                day,
                campaign.start(),
                campaign.zone(),
                campaign.cadence().of(plan.measure()));
        return new Observation(
                scope,
                seen.done(),
                seen.windows(),
                seen.fallenBack(),
                silent ? new Silence(true, scope, seen.done()) : Silence.NONE);
    }
}
