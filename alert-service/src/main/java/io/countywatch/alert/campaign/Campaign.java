package io.countywatch.alert.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A campaign: what is counted, what is planned, and for which units. */
public record Campaign(
        String id,
        ZoneId zone,
        LocalDate start,
        List<Measure> measures,
        List<Plan> plans,
        List<Watchlist> watchlists,
        Units units,
        ExitStandard exitStandard,
        Cadence cadence) {

    public Campaign {
        measures = List.copyOf(measures);
        plans = List.copyOf(plans);
        watchlists = List.copyOf(watchlists);
        for (Plan plan : plans) {
            if (measures.stream().noneMatch(measure -> measure.id().equals(plan.measure()))) {
                throw new IllegalArgumentException("plan " + plan.id() + " has an unknown measure");
            }
            for (String code : plan.scope()) {
                if (units.find(code).isEmpty()) {
                    throw new IllegalArgumentException("plan " + plan.id() + " covers a unit that does not exist");
                }
            }
        }
    }

    /** @throws IllegalArgumentException if there is no such measure */
    public Measure measure(String measureId) {
        return findMeasure(measureId).orElseThrow(() -> new IllegalArgumentException("no measure " + measureId));
    }

    /** The measure of an id; empty if the campaign has none such. */
    public Optional<Measure> findMeasure(String measureId) {
        return measures.stream()
                .filter(measure -> measure.id().equals(measureId))
                .findFirst();
    }

    /** The smallest factor of all watchlists that a unit is on; 1 if on none. */
    public double gMinFactor(Unit unit) {
        return watchlists.stream()
                .filter(list -> list.lists(unit, exitStandard.population().get(unit.code())))
                .mapToDouble(Watchlist::gMinFactor)
                .min()
                .orElse(1.0);
    }

    /** Ids of the watchlists that a unit is on. */
    public List<String> watchlistsOf(Unit unit) {
        return watchlists.stream()
                .filter(list -> list.lists(unit, exitStandard.population().get(unit.code())))
                .map(Watchlist::id)
                .toList();
    }

    /** S of a plan with a fixed target: the unit's share of it by people; null where the plan has none. */
    public Long targetShare(Plan plan, PlanVersion version, Unit unit) {
        if (version.target() == null) {
            return null;
        }
        long people = plan.scope().stream()
                .mapToLong(code -> units.get(code).people())
                .sum();
        return people == 0 ? 0 : Math.round((double) version.target() * unit.people() / people);
    }

    /**
     * Below which incidence a county may exit.
     *
     * @param normal fraction of the population
     * @param provinces other standards by province
     * @param population rural population by unit code; empty where the campaign brings none
     */
    public record ExitStandard(double normal, Map<String, Double> provinces, Map<String, Long> population) {

        /** The standard of a province. */
        public double of(String province) {
            return provinces.getOrDefault(province, normal);
        }
    }

    /** What a campaign file holds beside its units. */
    record Document(
            String id,
            Map<String, String> name,
            ZoneId timeZone,
            LocalDate start,
            LocalDate end,
            IncidenceStandard incidenceStandard,
            Cadence cadenceDays,
            List<Measure> measures,
            List<Plan> plans,
            List<Watchlist> watchlists) {}

    record IncidenceStandard(@JsonProperty("default") double normal, Map<String, Double> provinces) {}

    /**
     * How often a village is expected to report, in days.
     *
     * @param normal for every measure that has none of its own
     */
    public record Cadence(@JsonProperty("default") int normal, Map<String, Integer> measures) {

        /** Weekly, if the campaign does not say. */
        static final Cadence WEEKLY = new Cadence(7, Map.of());

        public Cadence {
            measures = measures == null ? Map.of() : Map.copyOf(measures);
            if (normal < 1 || measures.values().stream().anyMatch(days -> days < 1)) {
                throw new IllegalArgumentException("cadenceDays must be at least 1");
            }
        }

        /** Days between two expected reports on a measure. */
        public int of(String measure) {
            return measures.getOrDefault(measure, normal);
        }
    }
}
