package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Observation;
import io.countywatch.alert.schedule.Peers;
import io.countywatch.alert.schedule.RollUp;
import io.countywatch.alert.schedule.Status;
import io.countywatch.alert.snapshot.SnapshotRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Assesses every unit that has a plan on one campaign day; wider units are sums of their counties. Pure. */
public final class DayAssessor {

    private static final List<Level> WIDER = List.of(Level.PREFECTURE, Level.PROVINCE, Level.NATION);

    private final Campaign campaign;
    private final RuleSet rules;

    public DayAssessor(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.rules = rules;
    }

    /**
     * Assesses a day.
     *
     * @param snapshots the counties' snapshots of the day; a county without one is left out, and so is what it lies in
     * @param villages the villages of the day
     * @param baselines S when a plan was first seen, by {@link #key}
     */
    public List<Assessment> assess(
            LocalDate day, Map<String, SnapshotRecord> snapshots, VillageParts villages, Map<String, Long> baselines) {
        Observations observed = Observations.of(campaign, day, snapshots, villages);
        Map<String, Peers> peers = peers(observed);
        List<Assessment> counties = new ArrayList<>();
        for (Plan plan : campaign.plans()) {
            Map<String, Observation> ofPlan = observed.of(plan);
            Map<String, Observation> byFirst = observed.byFirst(plan);
            // Each is a function of its own figures: on all cores, in their order.
            counties.addAll(campaign.units().of(Level.COUNTY).parallelStream()
                    .filter(county -> ofPlan.containsKey(county.code()) && plan.assesses(county))
                    .map(county -> assess(
                            county,
                            plan,
                            day,
                            ofPlan.get(county.code()),
                            byFirst.get(county.code()),
                            villages.of(county.code(), plan.id()),
                            peers.getOrDefault(plan.measure(), Peers.NONE),
                            baselines))
                    .toList());
        }
        List<Assessment> all = verified(counties, snapshots);
        Map<String, Assessment> worst = worst(all);
        Map<String, Status> firsts = new HashMap<>();
        all.forEach(one -> merge(firsts, one));
        for (Level level : WIDER) {
            for (Plan plan : campaign.plans()) {
                for (Unit unit : campaign.units().of(level)) {
                    if (plan.assesses(unit)) {
                        Optional<Observation> byFirst = observed.whole(unit, plan, observed.byFirst(plan));
                        observed.whole(unit, plan, observed.of(plan)).ifPresent(sum -> {
                            Assessment assessment = assess(
                                    unit,
                                    plan,
                                    day,
                                    sum,
                                    byFirst.orElseThrow(),
                                    parts(unit, plan.measure(), worst, firsts),
                                    Peers.NONE,
                                    baselines);
                            all.add(assessment);
                            merge(firsts, assessment);
                            worst.merge(key(unit.code(), plan.measure()), assessment, DayAssessor::worse);
                        });
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    /** The worst assessment of each unit and measure: two plans for one measure are one alert. In their order. */
    public static Map<String, Assessment> worst(Collection<Assessment> assessments) {
        Map<String, Assessment> worst = new LinkedHashMap<>();
        for (Assessment assessment : assessments) {
            worst.merge(key(assessment.unit(), assessment.measure()), assessment, DayAssessor::worse);
        }
        return worst;
    }

    /** Of two plans for one measure the worse counts against the first versions, too: it need not be the same plan. */
    private static void merge(Map<String, Status> firsts, Assessment assessment) {
        firsts.merge(
                key(assessment.unit(), assessment.measure()), assessment.first().status(), Status::worse);
    }

    private static Assessment worse(Assessment one, Assessment other) {
        return other.status().rank() > one.status().rank() ? other : one;
    }

    /** A county that has passed its exit checks is verified on everything that is done. */
    private List<Assessment> verified(List<Assessment> counties, Map<String, SnapshotRecord> snapshots) {
        ExitChecks checks = new ExitChecks(campaign);
        Map<String, List<Assessment>> byCounty = new HashMap<>();
        counties.forEach(one ->
                byCounty.computeIfAbsent(one.unit(), unit -> new ArrayList<>()).add(one));
        Set<String> passed = new HashSet<>();
        byCounty.forEach((county, own) -> {
            if (checks.passed(campaign.units().get(county), snapshots.get(county), own)) {
                passed.add(county);
            }
        });
        List<Assessment> verified = new ArrayList<>();
        counties.forEach(one -> verified.add(passed.contains(one.unit()) ? one.verified() : one));
        return verified;
    }

    static String key(String unit, String plan) {
        return unit + ":" + plan;
    }

    /** Whether an assessment shows a plan's scope, so that growth can be told from then on. */
    static boolean isBaseline(Assessment assessment) {
        return assessment.seen().scope() > 0
                && !assessment.day().isBefore(assessment.inForce().plan().start());
    }

    private Assessment assess(
            Unit unit,
            Plan plan,
            LocalDate day,
            Observation seen,
            Observation seenByFirst,
            List<RollUp.Part> parts,
            Peers peers,
            Map<String, Long> baselines) {
        long baseline = baselines.getOrDefault(key(unit.code(), plan.id()), seen.scope());
        double factor = rules.gMinFactor(campaign, unit);
        return Assessment.of(
                new Assessment.Input(
                        unit.code(), unit.level(), plan, day, seen, seenByFirst, factor, baseline, parts, peers),
                rules.ladder(unit.level(), plan.measure()));
    }

    private Map<String, Peers> peers(Observations observed) {
        return rules.forecast() == ForecastModel.POOLED_PACES ? observed.peers() : Map.of();
    }

    /** What the counties of the panel say together, by measure, from figures that were kept of them. */
    public Map<String, Peers> peers(LocalDate day, Collection<SnapshotRecord> panel) {
        Map<String, SnapshotRecord> snapshots = new HashMap<>();
        panel.forEach(snapshot -> snapshots.put(snapshot.county(), snapshot));
        return peers(Observations.of(campaign, day, snapshots, VillageParts.NONE));
    }

    /** The nearest lower level that was assessed for the measure: counties of a province, provinces of the nation. */
    private List<RollUp.Part> parts(
            Unit unit, String measure, Map<String, Assessment> assessed, Map<String, Status> firsts) {
        Level below = unit.level() == Level.NATION ? Level.PROVINCE : Level.COUNTY;
        List<RollUp.Part> parts = new ArrayList<>();
        Set<String> inside = campaign.units().countiesIn(unit.code());
        for (Unit part : campaign.units().of(below)) {
            String key = key(part.code(), measure);
            Assessment assessment = assessed.get(key);
            if (assessment != null && inside.containsAll(campaign.units().countiesIn(part.code()))) {
                parts.add(new RollUp.Part(
                        part.code(),
                        assessment.status(),
                        firsts.get(key),
                        assessment.seen().remaining(),
                        assessment.inForce().figures().gap()));
            }
        }
        return parts;
    }
}
