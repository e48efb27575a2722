package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Measure;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.PlanVersion;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.schedule.Observation;
import io.countywatch.alert.schedule.Peers;
import io.countywatch.alert.snapshot.SnapshotRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of every county on every plan at the end of a day.
 *
 * @param seen by plan and county; a county without a snapshot, or that the plan does not cover, is absent
 * @param byFirst the same by the first approved versions of the plans, which may have had other targets
 */
record Observations(
        Campaign campaign,
        LocalDate day,
        Map<String, Map<String, Observation>> seen,
        Map<String, Map<String, Observation>> byFirst) {

    static Observations of(
            Campaign campaign, LocalDate day, Map<String, SnapshotRecord> snapshots, VillageParts villages) {
        Map<String, Map<String, Observation>> seen = new HashMap<>();
        Map<String, Map<String, Observation>> byFirst = new HashMap<>();
        for (Plan plan : campaign.plans()) {
            PlanVersion inForce = plan.inForce(day);
            Map<String, Observation> now = by(inForce, plan, campaign, day, snapshots, villages);
            seen.put(plan.id(), now);
            boolean sameTarget = Objects.equals(plan.first().target(), inForce.target());
            byFirst.put(plan.id(), sameTarget ? now : by(plan.first(), plan, campaign, day, snapshots, villages));
        }
        return new Observations(campaign, day, seen, byFirst);
    }

    private static Map<String, Observation> by(
            PlanVersion version,
            Plan plan,
            Campaign campaign,
            LocalDate day,
            Map<String, SnapshotRecord> snapshots,
            VillageParts villages) {
        Measure measure = campaign.measure(plan.measure());
        Map<String, Observation> observations = new LinkedHashMap<>();
        for (Unit county : campaign.units().of(Level.COUNTY)) {
            SnapshotRecord snapshot = snapshots.get(county.code());
            if (snapshot != null && plan.covers(county)) {
                Long target = campaign.targetShare(plan, version, county);
                Long silentScope = villages.silentScope(county.code(), plan.id());
                observations.put(
                        county.code(), CountyFigures.of(snapshot, measure, target, silentScope, day, campaign));
            }
        }
        return observations;
    }

    /** By county. */
    Map<String, Observation> of(Plan plan) {
        return seen.get(plan.id());
    }

    /** By county, by the first approved version. */
    Map<String, Observation> byFirst(Plan plan) {
        return byFirst.get(plan.id());
    }

    /**
     * The sum of a wider unit's counties; empty if figures of one are missing.
     *
     * @param ofPlan the plan's observations, by the version in force or by the first
     */
    Optional<Observation> whole(Unit unit, Plan plan, Map<String, Observation> ofPlan) {
        List<Observation> parts = new ArrayList<>();
        for (String county : campaign.units().countiesIn(unit.code())) {
            Observation part = ofPlan.get(county);
            if (part != null) {
                parts.add(part);
            } else if (plan.covers(campaign.units().get(county))) {
                return Optional.empty();
            }
        }
        return Optional.of(Observation.sum(parts));
    }

    /** What the counties of the panel say together, by measure. */
    Map<String, Peers> peers() {
        Map<String, Peers> peers = new HashMap<>();
        for (Measure measure : campaign.measures()) {
            List<Peers.County> counties = new ArrayList<>();
            for (Unit county : Panel.of(campaign, measure.id())) {
                for (Plan plan : campaign.plans()) {
                    Observation own = of(plan).get(county.code());
                    if (own != null && plan.measure().equals(measure.id()) && plan.assesses(county)) {
                        counties.add(new Peers.County(plan.inForce(day), own));
                    }
                }
            }
            peers.put(measure.id(), Peers.of(day, counties));
        }
        return peers;
    }
}
