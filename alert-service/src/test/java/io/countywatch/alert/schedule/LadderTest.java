package io.countywatch.alert.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countywatch.alert.campaign.Interpolation;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Milestone;
import io.countywatch.alert.campaign.PlanVersion;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rungs of the design's ladder, each side of every threshold, and the quantities that stand beside them. */
class LadderTest {

    private static final LocalDate MAY_27 = LocalDate.of(2020, 5, 27);
    private static final List<Long> EVEN = List.of(70L, 70L, 70L, 70L);

    @ParameterizedTest(name = "{0}, lag {1}, SPI(t) {2}, gap {3}, P {4}, {5} days left: {6}")
    @CsvSource({
        "severe by lag, 14.1, 0.90, 20, 0.19, 90, CRITICAL",
        "severe by lag, 14.1, 0.90, 20, 0.20, 90, BEHIND",
        "severe by lag, 14.1, 0.90, 20, 0.79, 90, BEHIND",
        "severe by lag, 14.1, 0.90, 20, 0.80, 90, WATCH",
        "severe by lag and small, 14.1, 0.90, 20, , 90, BEHIND",
        "at the lag, 14.0, 0.90, 20, 0.34, 90, BEHIND",
        "at the lag, 14.0, 0.90, 20, 0.35, 90, WATCH",
        "severe by SPI, 7.1, 0.84, 20, 0.19, 90, CRITICAL",
        "not by SPI, 7.1, 0.85, 20, 0.19, 90, BEHIND",
        "SPI alone raises nothing, 7.0, 0.50, 20, 0.26, 90, ON_TRACK",
        "mild and small, 7.1, 0.90, 20, , 90, WATCH",
        "a gap too small, 30.0, 0.50, 19, 0.26, 90, ON_TRACK",
        "improbable near the end, 0.1, 0.99, 1, 0.14, 45, BEHIND",
        "improbable farther off, 0.1, 0.99, 1, 0.14, 46, WATCH",
        "improbable without a gap, -0.1, 1.01, 0, 0.14, 45, WATCH",
        "not so improbable, 0.1, 0.99, 1, 0.15, 45, WATCH",
        "hardly improbable, 0.1, 0.99, 1, 0.24, 90, WATCH",
        "not improbable, 0.1, 0.99, 1, 0.25, 90, ON_TRACK"
    })
    void every_rung_begins_where_the_design_says(
            String why, double lag, double spi, long gap, Double probability, int left, Status status) {
        Forecast forecast = probability == null ? null : new Forecast(4, 1, 1, probability, null, null);
        Figures figures =
                new Figures(1000, 500, 500 + gap, gap, 90 - lag, 91, spi, lag, left, null, 0, null, null, forecast);

        assertThat(Ladder.DEFAULT.status(figures, 20)).as(why).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "VILLAGE, 12, 2",
        "COUNTY, 400, 5",
        "COUNTY, 500, 5",
        "COUNTY, 2000, 20",
        "PROVINCE, 8000, 50",
        "PROVINCE, 10000, 50",
        "PROVINCE, 40000, 200"
    })
    void the_smallest_gap_that_counts_grows_with_level_and_scope(Level level, long scope, double expected) {
        assertThat(Ladder.gMin(withoutGMin(), level, scope, 1)).isEqualTo(expected, within(1e-9));
        assertThat(Ladder.gMin(withoutGMin(), level, scope, 0.5))
                .as("on a watchlist")
                .isEqualTo(expected / 2, within(1e-9));
    }

    @Test
    void pace_needed_and_observed_and_the_day_it_is_finished_or_never() {
        Figures steady =
                Figures.of(Plans.linear(), MAY_27, Observation.of(2000, 1400, List.of(99L, 60L, 70L, 80L, 70L)));

        assertThat(steady.paceNeeded()).isEqualTo(600 / 34.0, within(1e-9));
        assertThat(steady.paceObserved()).as("the last 28 days").isEqualTo(10.0, within(1e-9));
        assertThat(steady.eta()).isEqualTo(MAY_27.plusDays(60));
        assertThat(Figures.of(Plans.linear(), MAY_27, Observation.of(2000, 1400, List.of(0L, 5L, -5L, 0L)))
                        .eta())
                .as("never")
                .isNull();
    }

    @Test
    void growth_of_scope_shows_as_being_behind() {
        long before = Figures.of(Plans.linear(), MAY_27, Observation.of(2000, 1650, EVEN))
                .gap();
        long after = Figures.of(Plans.linear(), MAY_27, Observation.of(2400, 1650, EVEN))
                .gap();

        assertThat(before).isEqualTo(-25);
        assertThat(after).isEqualTo(300);
    }

    @Test
    void a_step_plan_asks_for_nothing_before_its_step_and_its_windows_are_even_then() {
        PlanVersion step =
                Plans.version(1, Plans.DUE, Interpolation.STEP, List.of(new Milestone(LocalDate.of(2020, 5, 31), 0.8)));

        assertThat(Figures.of(step, LocalDate.of(2020, 5, 30), Observation.of(1000, 0, EVEN))
                        .gap())
                .isZero();
        assertThat(Figures.of(step, LocalDate.of(2020, 5, 31), Observation.of(1000, 0, EVEN))
                        .gap())
                .isEqualTo(800);
        // v_i = 7 S ÷ (T − t0), where every one is 0: 38.7 a week.
        assertThat(Forecast.of(step, 100, 1000, 400, EVEN).orElseThrow().ratio())
                .isEqualTo(70 * 181 / 7000.0, within(1e-9));
    }

    @Test
    void windows_without_plan_have_no_weight_in_the_dispersion() {
        // Half by 31 March, nothing for two months: of eight windows up to 12 May the two oldest are planned, 5 a day
        // of 900.
        PlanVersion pause = Plans.version(
                1,
                Plans.DUE,
                Interpolation.LINEAR,
                List.of(new Milestone(LocalDate.of(2020, 3, 31), 0.5), new Milestone(LocalDate.of(2020, 5, 31), 0.5)));
        List<Long> windows = List.of(10L, 70L, 0L, 0L, 0L, 0L, 0L, 0L);
        double older = Math.pow(2, -3.5);
        double newer = Math.pow(2, -3);
        double r = (older * 10 + newer * 70) / ((older + newer) * 35);
        double expected =
                (older * Math.pow(10 - r * 35, 2) + newer * Math.pow(70 - r * 35, 2)) / (r * 35) / (older + newer);

        assertThat(Forecast.of(pause, 132, 900, 400, windows).orElseThrow().dispersion())
                .isEqualTo(expected, within(1e-9));
    }

    @Test
    void what_may_be_left_counts_as_done_after_the_due_date() {
        Ladder lenient =
                new Ladder(14, 0.85, 7, 7, 0.20, 0.80, 0.35, 0.15, 45, 0.25, 28, 25, ForecastModel.GAMMA_POISSON);

        assertThat(lenient.status(left(25, Plans.DUE.plusDays(30)), 5)).isEqualTo(Status.DONE_UNVERIFIED);
        assertThat(lenient.status(left(26, Plans.DUE.plusDays(1)), 5)).isEqualTo(Status.OVERDUE);
        assertThat(lenient.status(left(25, Plans.DUE), 5)).as("not yet").isNotEqualTo(Status.DONE_UNVERIFIED);
        assertThat(Ladder.DEFAULT.status(left(1, Plans.DUE.plusDays(1)), 5)).isEqualTo(Status.OVERDUE);
    }

    private static Figures left(long remaining, LocalDate day) {
        return Figures.of(Plans.linear(), day, Observation.of(1000, 1000 - remaining, EVEN));
    }

    @Test
    void of_nothing_nothing_is_late() {
        Figures nothing = Figures.of(Plans.linear(), MAY_27, Observation.of(0, 0, EVEN));

        assertThat(nothing.lagDays()).isZero();
        assertThat(nothing.gap()).isZero();
        assertThat(nothing.spiT()).isEqualTo(1);
    }

    @Test
    void a_probability_needs_thirty_in_scope_and_four_weeks_and_is_sure_at_both_ends() {
        assertThat(forecast(29, 10, EVEN)).isEmpty();
        assertThat(forecast(30, 10, EVEN)).isPresent();
        assertThat(forecast(1000, 10, EVEN.subList(0, 3))).isEmpty();
        assertThat(Forecast.of(Plans.linear(), 27, 1000, 10, EVEN)).isEmpty();
        assertThat(Forecast.of(Plans.linear(), 28, 1000, 10, EVEN)).isPresent();
        assertThat(Forecast.of(Plans.linear(), 180, 1000, 980, EVEN)
                        .orElseThrow()
                        .probability())
                .as("two in a hundred may be left")
                .isEqualTo(1);
        assertThat(Forecast.of(Plans.linear(), 180, 1000, 979, EVEN)
                        .orElseThrow()
                        .probability())
                .isLessThan(1);
        assertThat(Forecast.of(Plans.linear(), 181, 1000, 999, EVEN)
                        .orElseThrow()
                        .probability())
                .as("on the due date")
                .isZero();
    }

    private static Optional<Forecast> forecast(long scope, long done, List<Long> windows) {
        return Forecast.of(Plans.linear(), 147, scope, done, windows);
    }

    private static PlanVersion withoutGMin() {
        PlanVersion with = Plans.linear();
        return new PlanVersion(
                1,
                with.start(),
                with.due(),
                Interpolation.LINEAR,
                List.of(),
                Map.of(),
                null,
                "office",
                with.start(),
                "test",
                null);
    }
}
