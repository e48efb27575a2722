package io.countywatch.alert.campaign;

import java.util.List;
import java.util.Map;

/**
 * Units under closer watch: a smaller gap counts.
 *
 * @param gMinFactor multiplies the minimum gap of the listed units
 */
public record Watchlist(
        String id, Map<String, String> name, List<String> units, Computed computed, Double gMinFactor, String source) {

    /** A list worked out from the units' figures; null where a bound does not apply. */
    public record Computed(Long minPeople, Double minIncidence) {}

    public Watchlist {
        units = units == null ? List.of() : List.copyOf(units);
        gMinFactor = gMinFactor == null ? 1.0 : gMinFactor;
        if (gMinFactor <= 0) {
            throw new IllegalArgumentException("watchlist " + id + ": gMinFactor must be above 0");
        }
    }

    /** Whether a unit is listed. Lists by incidence are for villages and not worked out here. */
    public boolean lists(Unit unit) {
        if (units.contains(unit.code())) {
            return true;
        }
        return computed != null
                && computed.minPeople() != null
                && unit.level() == Level.COUNTY
                && unit.people() >= computed.minPeople();
    }
}
