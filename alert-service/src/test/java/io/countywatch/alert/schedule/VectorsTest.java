package io.countywatch.alert.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.PlanVersion;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The test vectors of the design, to the digits given there. */
class VectorsTest {

    private static final LocalDate MAY_27 = LocalDate.of(2020, 5, 27);

    @Test
    void v1_a_county_ahead_of_its_plan_is_on_track() {
        Assessment v1 = county(Plans.linear(), MAY_27, 2000, 1650, List.of(78L, 74L, 80L, 76L, 79L, 77L, 75L, 81L));

        check(v1, -25, 1.016, -2.3, 1.009, 0.932, 1.00, 0.994, Status.ON_TRACK);
    }

    @Test
    void v3_a_county_that_speeds_up_too_late_is_behind() {
        Assessment v3 = county(Plans.linear(), MAY_27, 2000, 1400, List.of(40L, 55L, 70L, 90L, 110L, 120L, 135L, 140L));

        check(v3, 225, 0.862, 20.3, 1.533, 1.597, 6.19, 0.340, Status.BEHIND);
    }

    @Test
    void v4_an_s_curve_is_not_condemned_for_its_slow_start() {
        Assessment v4 = county(
                Plans.sCurve(),
                LocalDate.of(2020, 4, 30),
                2000,
                900,
                List.of(20L, 40L, 60L, 90L, 130L, 140L, 145L, 150L));

        check(v4, -59, 1.027, -3.3, 1.182, 0.949, 3.73, 0.981, Status.ON_TRACK);
    }

    @Test
    void v5_one_household_of_a_village_raises_nothing() {
        Plan plan = Plans.plan(Plans.linear());
        Observation seen = Observation.of(12, 9, List.of(1L, 0L, 1L, 0L, 1L, 0L, 1L, 0L));
        Assessment v5 = Assessment.of(
                new Assessment.Input("513429-007", Level.VILLAGE, plan, MAY_27, seen, 1, 12, List.of()),
                Ladder.DEFAULT);

        Figures figures = v5.inForce().figures();
        assertThat(figures.gap()).isEqualTo(1);
        assertThat(figures.spiT()).isCloseTo(0.923, within(0.0005));
        assertThat(figures.lagDays()).isCloseTo(11.2, within(0.051));
        assertThat(figures.probability()).isNull();
        assertThat(v5.status()).isEqualTo(Status.ON_TRACK);
    }

    @Test
    void v8_a_county_that_will_make_it_all_the_same_is_only_watched() {
        Assessment v8 =
                county(Plans.linear(), MAY_27, 2000, 1400, List.of(60L, 80L, 110L, 130L, 150L, 160L, 165L, 170L));

        check(v8, 225, 0.862, 20.3, 1.967, 1.597, 4.74, 0.871, Status.WATCH);
    }

    private static Assessment county(PlanVersion version, LocalDate day, long scope, long done, List<Long> windows) {
        return Assessment.of(
                new Assessment.Input(
                        "513429",
                        Level.COUNTY,
                        Plans.plan(version),
                        day,
                        Observation.of(scope, done, windows),
                        1,
                        scope,
                        List.of()),
                Ladder.DEFAULT);
    }

    private static void check(
            Assessment actual,
            long gap,
            double spi,
            double lag,
            double ratio,
            double required,
            double dispersion,
            double probability,
            Status status) {
        Figures figures = actual.inForce().figures();
        assertThat(figures.gap()).isEqualTo(gap);
        assertThat(figures.spiT()).isCloseTo(spi, within(0.0005));
        assertThat(figures.lagDays()).isCloseTo(lag, within(0.05));
        assertThat(figures.forecast().ratio()).isCloseTo(ratio, within(0.0005));
        assertThat(figures.requiredRatio()).isCloseTo(required, within(0.0005));
        assertThat(figures.forecast().dispersion()).isCloseTo(dispersion, within(0.005));
        assertThat(figures.probability()).isCloseTo(probability, within(0.0005));
        assertThat(actual.status()).isEqualTo(status);
    }
}
