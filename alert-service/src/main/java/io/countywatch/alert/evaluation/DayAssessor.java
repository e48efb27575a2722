package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Measure;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.PlanVersion;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.Ladder;
import io.countywatch.alert.schedule.Observation;
import io.countywatch.alert.schedule.RollUp;
import io.countywatch.alert.snapshot.SnapshotRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Assesses every unit that has a plan on one campaign day; wider units are sums of their counties. Pure. */
final class DayAssessor {

    private static final List<Level> WIDER = List.of(Level.PREFECTURE, Level.PROVINCE, Level.NATION);

    private final Campaign campaign;
    private final RuleSet rules;

    DayAssessor(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.rules = rules;
    }

    /**
     * Assesses a day.
     *
     * @param snapshots every county's snapshot of the day
     * @param baselines S when a plan was first seen, by {@link #key}
     */
    List<Assessment> assess(LocalDate day, Map<String, SnapshotRecord> snapshots, Map<String, Long> baselines) {
        Map<String, Map<String, Observation>> seen = new LinkedHashMap<>();
        for (Plan plan : campaign.plans()) {
            seen.put(plan.id(), observe(plan, day, snapshots));
        }
        Map<String, Assessment> byUnitAndMeasure = new LinkedHashMap<>();
        for (Plan plan : campaign.plans()) {
            for (Unit county : campaign.units().of(Level.COUNTY)) {
                if (plan.assesses(county)) {
                    Observation observation = seen.get(plan.id()).get(county.code());
                    add(byUnitAndMeasure, assess(county, plan, day, observation, List.of(), baselines));
                }
            }
        }
        verify(byUnitAndMeasure, snapshots);
        for (Level level : WIDER) {
            for (Plan plan : campaign.plans()) {
                for (Unit unit : campaign.units().of(level)) {
                    if (plan.assesses(unit)) {
                        List<Observation> parts = campaign.units().countiesIn(unit.code()).stream()
                                .filter(seen.get(plan.id())::containsKey)
                                .map(seen.get(plan.id())::get)
                                .toList();
                        add(
                                byUnitAndMeasure,
                                assess(
                                        unit,
                                        plan,
                                        day,
                                        Observation.sum(parts),
                                        parts(unit, plan.measure(), byUnitAndMeasure),
                                        baselines));
                    }
                }
            }
        }
        return List.copyOf(byUnitAndMeasure.values());
    }

    /** A county that has passed its exit checks is verified on everything that is done. */
    private void verify(Map<String, Assessment> assessed, Map<String, SnapshotRecord> snapshots) {
        ExitChecks checks = new ExitChecks(campaign);
        List<Assessment> all = List.copyOf(assessed.values());
        for (Unit county : campaign.units().of(Level.COUNTY)) {
            if (checks.passed(county, snapshots.get(county.code()), all)) {
                assessed.replaceAll((key, assessment) ->
                        assessment.unit().equals(county.code()) ? assessment.verified() : assessment);
            }
        }
    }

    static String key(String unit, String plan) {
        return unit + ":" + plan;
    }

    private Map<String, Observation> observe(Plan plan, LocalDate day, Map<String, SnapshotRecord> snapshots) {
        Measure measure = campaign.measure(plan.measure());
        PlanVersion version = plan.inForce(day);
        Map<String, Observation> observations = new LinkedHashMap<>();
        for (Unit county : campaign.units().of(Level.COUNTY)) {
            if (plan.covers(county)) {
                Long target = campaign.targetShare(plan, version, county);
                observations.put(
                        county.code(), CountyFigures.of(snapshots.get(county.code()), measure, target, day, campaign));
            }
        }
        return observations;
    }

    private Assessment assess(
            Unit unit,
            Plan plan,
            LocalDate day,
            Observation seen,
            List<RollUp.Part> parts,
            Map<String, Long> baselines) {
        long baseline = baselines.getOrDefault(key(unit.code(), plan.id()), seen.scope());
        return Assessment.of(
                new Assessment.Input(unit.code(), unit.level(), plan, day, seen, factor(unit), baseline, parts),
                Ladder.DEFAULT);
    }

    private double factor(Unit unit) {
        return Math.min(
                campaign.gMinFactor(unit),
                rules.watchlists().stream()
                        .filter(list -> list.units().contains(unit.code()))
                        .mapToDouble(RuleSet.RuleWatchlist::gMinFactor)
                        .min()
                        .orElse(1));
    }

    /** The nearest lower level that was assessed for the measure: counties of a province, provinces of the nation. */
    private List<RollUp.Part> parts(Unit unit, String measure, Map<String, Assessment> assessed) {
        Level below = unit.level() == Level.NATION ? Level.PROVINCE : Level.COUNTY;
        List<RollUp.Part> parts = new ArrayList<>();
        TreeSet<String> inside = new TreeSet<>(campaign.units().countiesIn(unit.code()));
        for (Unit part : campaign.units().of(below)) {
            Assessment assessment = assessed.get(key(part.code(), measure));
            if (assessment != null && inside.containsAll(campaign.units().countiesIn(part.code()))) {
                parts.add(new RollUp.Part(
                        part.code(),
                        assessment.status(),
                        assessment.seen().remaining(),
                        assessment.inForce().figures().gap()));
            }
        }
        return parts;
    }

    private static void add(Map<String, Assessment> all, Assessment assessment) {
        // Two plans for one measure of a unit (a provincial and a national one): the worse one counts.
        all.merge(
                key(assessment.unit(), assessment.measure()),
                assessment,
                (one, other) -> other.status().rank() > one.status().rank() ? other : one);
    }
}
