package io.countywatch.alert.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.campaign.Interpolation;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Milestone;
import io.countywatch.alert.campaign.PlanVersion;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class AssessmentPropertiesTest {

    @Property
    void the_planned_fraction_never_falls_and_stays_between_0_and_1(
            @ForAll("plans") PlanVersion plan, @ForAll @IntRange(min = -30, max = 250) int offset) {
        assertThat(plan.planned(offset)).isBetween(0.0, 1.0).isLessThanOrEqualTo(plan.planned(offset + 1.0));
    }

    @Property
    void the_plan_has_reached_a_fraction_on_the_day_it_is_earned(
            @ForAll("plans") PlanVersion plan, @ForAll @IntRange(max = 1000) int permille) {
        double fraction = permille / 1000.0;

        double es = plan.earnedSchedule(fraction);

        assertThat(es).isBetween(0.0, (double) plan.days());
        assertThat(plan.planned(es)).isGreaterThanOrEqualTo(fraction - 1e-9);
        assertThat(es < 0.001 ? 0 : plan.planned(es - 0.001)).isLessThanOrEqualTo(fraction + 1e-9);
    }

    @Property
    void doing_more_never_looks_worse(
            @ForAll("plans") PlanVersion plan,
            @ForAll("seen") Observation seen,
            @ForAll @IntRange(max = 240) int offset,
            @ForAll @IntRange(min = 1, max = 500) int more) {
        Observation better = seen.withDone(seen.done() + more);

        Figures before = figures(plan, offset, seen);
        Figures after = figures(plan, offset, better);

        assertThat(after.gap()).isLessThanOrEqualTo(before.gap());
        assertThat(after.lagDays()).isLessThanOrEqualTo(before.lagDays());
        if (before.forecast() != null && after.forecast() != null) {
            assertThat(after.probability()).isGreaterThanOrEqualTo(before.probability() - 1e-9);
        }
        assertThat(status(plan, after).rank())
                .isLessThanOrEqualTo(Math.max(status(plan, before).rank(), Status.NOT_STARTED.rank()));
    }

    @Property
    void figures_stay_within_their_bounds(
            @ForAll("plans") PlanVersion plan,
            @ForAll("seen") Observation seen,
            @ForAll @IntRange(min = -10, max = 240) int offset) {
        Figures figures = figures(plan, offset, seen);

        assertThat(figures.gap()).isBetween(-seen.scope(), seen.scope());
        assertThat(figures.planned()).isBetween(0L, seen.scope());
        assertThat(figures.remaining()).isEqualTo(seen.scope() - seen.done());
        if (figures.forecast() != null) {
            assertThat(figures.probability()).isBetween(0.0, 1.0);
            assertThat(figures.forecast().dispersion()).isGreaterThanOrEqualTo(1);
        }
    }

    @Property
    void the_causes_add_up_to_the_gap(
            @ForAll("plans") PlanVersion plan,
            @ForAll("seen") Observation seen,
            @ForAll @IntRange(min = 1, max = 240) int offset,
            @ForAll @IntRange(max = 3000) int baseline) {
        LocalDate day = plan.start().plusDays(offset);
        Assessment assessment = Assessment.of(
                new Assessment.Input("513429", Level.COUNTY, Plans.plan(plan), day, seen, 1, baseline, List.of()),
                Ladder.DEFAULT);

        Because because = assessment.because();
        assertThat(because.scopeGrowth() + because.fallBacks() + because.silentVillages() + because.slowPace())
                .isEqualTo(assessment.inForce().figures().gap());
    }

    @Property
    void a_silent_unit_is_never_on_track(
            @ForAll("plans") PlanVersion plan,
            @ForAll("seen") Observation seen,
            @ForAll @IntRange(min = 1, max = 240) int offset) {
        Observation silent = new Observation(
                seen.scope(), seen.done(), seen.windows(), 0, new Silence(true, seen.scope(), seen.done()));
        Reading reading = Reading.of(plan, plan.start().plusDays(offset), silent, 5, Ladder.DEFAULT, Peers.NONE);

        assertThat(reading.status()).isNotEqualTo(Status.ON_TRACK);
    }

    @Property
    void a_later_day_is_never_less_likely_to_see_the_end(
            @ForAll("seen") Observation seen, @ForAll @IntRange(min = 28, max = 240) int offset) {
        PlanVersion plan = Plans.sCurve();
        Forecast.of(plan, offset, seen.scope(), seen.done(), seen.windows()).ifPresent(forecast -> {
            LocalDate half = forecast.finishedBy(0.5).orElse(LocalDate.MAX);
            LocalDate sure = forecast.finishedBy(0.9).orElse(LocalDate.MAX);
            assertThat(half).isBeforeOrEqualTo(sure);
        });
    }

    @Property
    void a_sum_of_counties_adds_up(@ForAll("seen") Observation one, @ForAll("seen") Observation other) {
        Observation sum = Observation.sum(List.of(one, other));

        assertThat(sum.scope()).isEqualTo(one.scope() + other.scope());
        assertThat(sum.done()).isEqualTo(one.done() + other.done());
        assertThat(total(sum)).isEqualTo(total(one) + total(other));
        assertThat(Observation.sum(List.of(one)).windows()).isEqualTo(one.windows());
    }

    private static double total(Observation seen) {
        return seen.windows().stream().mapToLong(Long::longValue).sum();
    }

    private static Figures figures(PlanVersion plan, int offset, Observation seen) {
        return Figures.of(plan, plan.start().plusDays(offset), seen);
    }

    private static Status status(PlanVersion plan, Figures figures) {
        return Ladder.DEFAULT.status(figures, Ladder.gMin(plan, Level.COUNTY, figures.scope(), 1));
    }

    @Provide
    Arbitrary<Observation> seen() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 3000),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.longs()
                                .between(-20, 300)
                                .list()
                                .ofMinSize(0)
                                .ofMaxSize(13))
                .as((scope, share, windows) -> Observation.of(scope, Math.round(scope * share), windows));
    }

    @Provide
    Arbitrary<PlanVersion> plans() {
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
