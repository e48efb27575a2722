package io.countywatch.alert.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countywatch.alert.campaign.Interpolation;
import io.countywatch.alert.campaign.Milestone;
import io.countywatch.alert.campaign.PlanVersion;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What must hold for every forecast, whatever the model. */
class ForecastModelsTest {

    /** Where a unit stands at the end of a day. */
    record Standing(PlanVersion plan, int at, long scope, long done, List<Long> windows) {

        Forecast forecast(ForecastModel model) {
            return Forecast.of(model, plan, at, scope, done, windows).orElseThrow();
        }

        Standing withMoreDone(long more) {
            return new Standing(plan, at, scope, Math.min(scope, done + more), windows);
        }
    }

    @Property
    void probabilities_lie_between_0_and_1_and_never_fall_with_the_days(
            @ForAll ForecastModel model,
            @ForAll("standings") Standing standing,
            @ForAll @IntRange(max = 900) int days) {
        Forecast forecast = standing.forecast(model);

        assertThat(forecast.probability()).isBetween(0.0, 1.0);
        assertThat(forecast.finishedWithin(days))
                .isBetween(0.0, 1.0)
                .isLessThanOrEqualTo(forecast.finishedWithin(days + 1) + 1e-12);
    }

    @Property
    void a_percentile_date_is_the_first_day_that_reaches_the_probability(
            @ForAll ForecastModel model,
            @ForAll("standings") Standing standing,
            @ForAll @IntRange(min = 1, max = 99) int percent) {
        Forecast forecast = standing.forecast(model);

        forecast.finishedBy(percent / 100.0).ifPresent(date -> {
            int days = standing.plan().actualTime(date) - standing.at();
            assertThat(forecast.finishedWithin(days)).isGreaterThanOrEqualTo(percent / 100.0);
            assertThat(days == 0 ? 0 : forecast.finishedWithin(days - 1)).isLessThan(percent / 100.0);
        });
    }

    @Property
    void who_has_done_more_is_no_less_likely_to_finish(
            @ForAll ForecastModel model,
            @ForAll("standings") Standing standing,
            @ForAll @IntRange(min = 1, max = 500) int more) {
        double before = standing.forecast(model).probability();

        double after = standing.withMoreDone(more).forecast(model).probability();

        assertThat(after).isGreaterThanOrEqualTo(before - 1e-9);
    }

    @Property
    void the_same_past_gives_the_same_forecast(@ForAll ForecastModel model, @ForAll("standings") Standing standing) {
        assertThat(standing.forecast(model)).isEqualTo(standing.forecast(model));
    }

    @Property
    void ratio_and_dispersion_do_not_depend_on_the_model(@ForAll("standings") Standing standing) {
        Forecast one = standing.forecast(ForecastModel.GAMMA_POISSON);
        Forecast other = standing.forecast(ForecastModel.POOLED_PACES);

        assertThat(other.ratio()).isEqualTo(one.ratio());
        assertThat(other.dispersion()).isEqualTo(one.dispersion());
    }

    @Property
    void the_weights_of_the_ways_add_up_to_one(@ForAll("standings") Standing standing) {
        PooledPaces outlook = pooled(standing);

        assertThat(outlook.paces()).isNotEmpty();
        assertThat(outlook.paces()).allSatisfy(one -> assertThat(one.weight()).isBetween(0.0, 1.0));
        assertThat(outlook.paces().stream()
                        .mapToDouble(PooledPaces.Weighted::weight)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @Example
    void even_weeks_speak_for_a_steady_pace_and_a_fading_one_against_it() {
        List<Long> even = Collections.nCopies(12, 400L);
        List<Long> fading = List.of(800L, 720L, 650L, 580L, 520L, 470L, 420L, 380L, 340L, 310L, 280L, 250L);

        assertThat(weightOfSteady(even)).isGreaterThan(0.5);
        assertThat(weightOfSteady(fading)).isLessThan(0.05);
    }

    @Example
    void a_rush_is_believed_when_it_is_seen() {
        // Day 174 of 181: on plan until the 35th day before the due date, then 1.8 times the pace at its end.
        List<Long> rush = List.of(387L, 387L, 387L, 387L, 387L, 387L, 387L, 387L, 417L, 479L, 541L, 603L);
        PooledPaces outlook = pooled(new Standing(Plans.linear(), 174, 10_000, 9_400, rush));

        double noRush = outlook.paces().stream()
                .filter(one -> one.rush().growth() == 0)
                .mapToDouble(PooledPaces.Weighted::weight)
                .sum();
        assertThat(noRush).isLessThan(0.2);
    }

    @Example
    void the_pace_in_the_rush_is_integrated_over_the_plan() {
        Ahead ahead = new Ahead(Plans.linear(), 146, 1810, 0);

        // 10 a day for 35 days, and 0.4 times 10 times (1 + 2 + ... + 35)/35 more
        assertThat(new EndRush(0).exposure(ahead, 35)).isCloseTo(350, within(1e-9));
        assertThat(new EndRush(0.4).exposure(ahead, 35)).isCloseTo(350 + 0.4 * 10 * 18, within(1e-9));
        assertThat(new EndRush(0.4).exposure(ahead, 45))
                .as("over on the due date")
                .isCloseTo(450 + 72, within(1e-9));
    }

    private static double weightOfSteady(List<Long> windows) {
        return Pool.of(
                        Plans.START.plusDays(91),
                        List.of(new Peers.County(Plans.linear(), Observation.of(10_000, 5_000, windows))))
                .ways()
                .stream()
                .filter(one -> one.drift() == 0)
                .mapToDouble(Pool.Way::weight)
                .sum();
    }

    private static PooledPaces pooled(Standing standing) {
        return (PooledPaces) standing.forecast(ForecastModel.POOLED_PACES).outlook();
    }

    @Provide
    Arbitrary<Standing> standings() {
        Arbitrary<List<Long>> windows =
                Arbitraries.longs().between(-20, 300).list().ofMinSize(4).ofMaxSize(13);
        return Combinators.combine(
                        plans(),
                        Arbitraries.integers().between(28, 240),
                        Arbitraries.longs().between(30, 3000),
                        Arbitraries.doubles().between(0, 1),
                        windows)
                .as((plan, at, scope, share, net) -> new Standing(plan, at, scope, Math.round(scope * share), net));
    }

    private static Arbitrary<PlanVersion> plans() {
        return Combinators.combine(
                        Arbitraries.of(Interpolation.class),
                        Arbitraries.integers().between(0, 500),
                        Arbitraries.integers().between(0, 500))
                .as((interpolation, first, second) -> Plans.version(
                        1,
                        Plans.DUE,
                        interpolation,
                        List.of(
                                new Milestone(LocalDate.of(2020, 3, 1), first / 1000.0),
                                new Milestone(LocalDate.of(2020, 5, 1), (first + second) / 1000.0))));
    }
}
