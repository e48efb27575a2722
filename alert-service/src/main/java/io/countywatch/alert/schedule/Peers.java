package io.countywatch.alert.schedule;

import io.countywatch.alert.campaign.PlanVersion;
import java.time.LocalDate;
import java.util.Collection;

/**
 * What counties with the same measure say together about how paces change, each by its own plan.
 *
 * @param pool null for nobody to compare with: a unit is then forecast from its own windows alone
 */
public record Peers(Pool pool) {

    /** Nobody to compare with. */
    public static final Peers NONE = new Peers(null);

    /**
     * A county whose windows count.
     *
     * @param plan in force
     */
    public record County(PlanVersion plan, Observation seen) {}

    /** Looks at counties at the end of a day. */
    public static Peers of(LocalDate day, Collection<County> counties) {
        return new Peers(Pool.of(day, counties));
    }
}
