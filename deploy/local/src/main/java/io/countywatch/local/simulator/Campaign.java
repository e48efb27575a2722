package io.countywatch.local.simulator;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the simulator needs to know of a campaign folder. */
record Campaign(
        String id,
        ZoneId zone,
        LocalDate start,
        LocalDate end,
        List<County> counties,
        List<Plan> plans,
        List<String> programmes) {

    /** The plan of a measure that is meant most closely for the county. */
    Optional<Plan> plan(String measure, County county) {
        return plans.stream()
                .filter(plan -> plan.measure().equals(measure) && plan.closeness(county.code()) >= 0)
                .max(Comparator.comparingInt(plan -> plan.closeness(county.code())));
    }

    /** The day before the start, on which the register is sent. */
    LocalDate registrationDay() {
        return start.minusDays(1);
    }
}
