package io.countywatch.alert.schedule;

import io.countywatch.alert.campaign.PlanVersion;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What the counties of a province that follow the same plan say together about how paces change.
 *
 * @param pools by version of the plan; a version without one is forecast from the unit alone
 */
public record Peers(Map<PlanVersion, Pool> pools) {

    /** Nobody to compare with. */
    public static final Peers NONE = new Peers(Map.of());

    public Peers {
        pools = Map.copyOf(pools);
    }

    /** Looks at counties at the end of a day, for each of some versions of their plan. */
    public static Peers of(Collection<PlanVersion> versions, LocalDate day, Collection<Observation> counties) {
        Map<PlanVersion, Pool> pools = new HashMap<>();
        for (PlanVersion version : versions) {
            pools.put(version, Pool.of(version, version.actualTime(day), counties));
        }
        return new Peers(pools);
    }

    /** The pool of a version; null if there is none. */
    Pool of(PlanVersion version) {
        return pools.get(version);
    }
}
