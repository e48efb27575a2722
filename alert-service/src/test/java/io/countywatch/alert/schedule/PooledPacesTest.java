package io.countywatch.alert.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What counties say together. Plan of 181 days, 1,810 planned in each: 70 a week. */
class PooledPacesTest {

    private static final int DAY = 84;
    private static final LocalDate DATE = Plans.START.plusDays(DAY);
    private static final List<Long> EVEN = Collections.nCopies(12, 70L);

    @Test
    void counties_that_keep_their_pace_make_each_other_surer() {
        List<Observation> even = Collections.nCopies(10, county(EVEN));

        Forecast alone = forecast(county(EVEN), List.of());
        Forecast together = forecast(county(EVEN), even);

        assertThat(width(together)).isLessThan(width(alone));
    }

    @Test
    void counties_that_drift_make_a_steady_one_less_sure() {
        List<Observation> drifting = IntStream.range(0, 10)
                .mapToObj(i -> county(LongStream.range(0, 12)
                        .mapToObj(week -> Math.round(70 * Math.exp((i % 2 == 0 ? 0.1 : -0.1) * (week - 6))))
                        .toList()))
                .toList();

        assertThat(width(forecast(county(EVEN), drifting)))
                .isGreaterThan(width(forecast(county(EVEN), Collections.nCopies(10, county(EVEN)))));
    }

    @Test
    void a_week_in_which_all_fall_short_says_little_about_one() {
        List<Long> holiday = List.of(70L, 70L, 70L, 70L, 70L, 70L, 70L, 70L, 70L, 70L, 70L, 20L);
        List<Observation> others = Collections.nCopies(10, county(holiday));

        double together = forecast(county(holiday), others).probability();
        double alone =
                forecast(county(holiday), Collections.nCopies(10, county(EVEN))).probability();

        assertThat(together).isGreaterThan(alone);
        assertThat(Pool.of(DATE, onPlan(others)).shortfalls().get(0)).isLessThan(0.5);
        assertThat(Pool.of(DATE, onPlan(others)).shortfalls().subList(1, 12)).containsOnly(1.0);
    }

    @Test
    void the_silent_and_the_finished_say_nothing_and_weights_add_up_to_one() {
        Observation finished = new Observation(1810, 1810, Collections.nCopies(12, 0L), 0, Silence.NONE);
        Observation silent = new Observation(1810, 840, Collections.nCopies(12, 0L), 0, new Silence(true, 1810, 840));
        List<Observation> others = Collections.nCopies(6, county(EVEN));

        Pool pool = Pool.of(DATE, onPlan(others));

        assertThat(Pool.of(DATE, onPlan(concat(others, finished, silent)))).isEqualTo(pool);
        assertThat(pool.ways().stream().mapToDouble(Pool.Way::weight).sum()).isCloseTo(1, within(1e-9));
        assertThat(Pool.of(DATE, List.of()).ways()).isNotEmpty();
    }

    private static List<Observation> concat(List<Observation> some, Observation... more) {
        List<Observation> all = new java.util.ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    private static List<Peers.County> onPlan(List<Observation> counties) {
        return counties.stream()
                .map(seen -> new Peers.County(Plans.linear(), seen))
                .toList();
    }

    private static Observation county(List<Long> windows) {
        return Observation.of(1810, windows.stream().mapToLong(Long::longValue).sum(), windows);
    }

    private static Forecast forecast(Observation county, List<Observation> others) {
        Peers peers = others.isEmpty() ? Peers.NONE : Peers.of(DATE, onPlan(others));
        return Forecast.of(
                        ForecastModel.POOLED_PACES,
                        Plans.linear(),
                        DAY,
                        county.scope(),
                        county.done(),
                        county.windows(),
                        peers)
                .orElseThrow();
    }

    private static long width(Forecast forecast) {
        return forecast.finishedBy(0.95).orElseThrow().toEpochDay()
                - forecast.finishedBy(0.05).orElseThrow().toEpochDay();
    }
}
