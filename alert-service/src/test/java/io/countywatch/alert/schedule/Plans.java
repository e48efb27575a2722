package io.countywatch.alert.schedule;

import io.countywatch.alert.campaign.Interpolation;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Milestone;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.PlanVersion;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Plans with valid defaults: 1 January to 30 June 2020, linear. */
final class Plans {

    static final LocalDate START = LocalDate.of(2020, 1, 1);
    static final LocalDate DUE = LocalDate.of(2020, 6, 30);

    private Plans() {}

    static PlanVersion linear() {
        return version(1, DUE, Interpolation.LINEAR, List.of());
    }

    static PlanVersion sCurve() {
        return version(
                1,
                DUE,
                Interpolation.LINEAR,
                List.of(
                        new Milestone(LocalDate.of(2020, 3, 31), 0.15),
                        new Milestone(LocalDate.of(2020, 5, 31), 0.70)));
    }

    static PlanVersion version(int number, LocalDate due, Interpolation interpolation, List<Milestone> milestones) {
        return new PlanVersion(
                number,
                START,
                due,
                interpolation,
                milestones,
                Map.of(Level.COUNTY, 20.0),
                null,
                "the office",
                START.plusMonths(number - 1L),
                "test",
                null);
    }

    static Plan plan(PlanVersion... versions) {
        return new Plan(
                "plan",
                "resettlement",
                List.of("CN"),
                List.of(Level.COUNTY, Level.PROVINCE),
                List.of(versions),
                true,
                null,
                null);
    }
}
