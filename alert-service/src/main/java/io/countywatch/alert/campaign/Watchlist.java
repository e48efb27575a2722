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

    /** A list worked out from the units' figures: counties by people, villages by incidence; null where not used. */
    public record Computed(Long minPeople, Double minIncidence) {}

    public Watchlist {
        units = units == null ? List.of() : List.copyOf(units);
        gMinFactor = gMinFactor == null ? 1.0 : gMinFactor;
        if (gMinFactor <= 0) {
            throw new IllegalArgumentException("watchlist " + id + ": gMinFactor must be above 0");
        }
    }

    /**
     * Whether a unit is listed.
     *
     * @param population of the unit, null where it is not known: then it is on no list by incidence
     */
    public boolean lists(Unit unit, Long population) {
        if (units.contains(unit.code())) {
            return true;
        }
        if (computed == null) {
            return false;
        }
        boolean byPeople =
                computed.minPeople() != null && unit.level() == Level.COUNTY && unit.people() >= computed.minPeople();
        boolean byIncidence = computed.minIncidence() != null
                && unit.level() == Level.VILLAGE
                && population != null
                && unit.people() > computed.minIncidence() * population;
        return byPeople || byIncidence;
    }
}
