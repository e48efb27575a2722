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
import java.util.Optional;

/**
 * What is known of every county on every plan at the end of a day.
 *
 * @param seen by plan and county; a county without a snapshot, or that the plan does not cover, is absent
 */
record Observations(Campaign campaign, LocalDate day, Map<String, Map<String, Observation>> seen) {

    static Observations of(
            Campaign campaign, LocalDate day, Map<String, SnapshotRecord> snapshots, VillageParts villages) {
        Map<String, Map<String, Observation>> seen = new HashMap<>();
        for (Plan plan : campaign.plans()) {
            Measure measure = campaign.measure(plan.measure());
            PlanVersion version = plan.inForce(day);
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
            seen.put(plan.id(), observations);
        }
        return new Observations(campaign, day, seen);
    }

    /** By county. */
    Map<String, Observation> of(Plan plan) {
        return seen.get(plan.id());
    }

    /** The sum of a wider unit's counties; empty if figures of one are missing. */
    Optional<Observation> whole(Unit unit, Plan plan) {
        List<Observation> parts = new ArrayList<>();
        for (String county : campaign.units().countiesIn(unit.code())) {
            Observation part = of(plan).get(county);
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
