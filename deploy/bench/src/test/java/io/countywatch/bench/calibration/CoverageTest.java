package io.countywatch.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Shares against percentile dates worked out by hand. */
class CoverageTest {

    /** One percent a day from day 101 to day 200: the 5 % date is day 105, the 95 % date day 195. */
    private static final Method.Prediction EVEN = day -> Math.max(0, Math.min(1, (day - 100) / 100.0));

    @Test
    void both_ends_of_an_interval_belong_to_it() {
        Coverage coverage = new Coverage();
        for (int finish : new int[] {104, 105, 150, 195, 196}) {
            coverage.add(EVEN, finish, 50);
        }

        assertThat(coverage.share(2)).isEqualTo(0.6);
        assertThat(coverage.earlier()).isEqualTo(0.2);
        assertThat(coverage.later()).isEqualTo(0.2);
    }

    @Test
    void narrower_intervals_end_at_their_own_percentiles() {
        Coverage coverage = new Coverage();
        for (int finish : new int[] {109, 110, 125, 175, 190, 191}) {
            coverage.add(EVEN, finish, 50);
        }

        // 25 % and 75 % are days 125 and 175; 10 % and 90 % are days 110 and 190
        assertThat(coverage.share(0)).isEqualTo(2 / 6.0);
        assertThat(coverage.share(1)).isEqualTo(4 / 6.0);
        assertThat(coverage.share(2)).isEqualTo(1);
    }

    @Test
    void a_day_that_is_split_counts_for_its_part_inside() {
        Coverage coverage = new Coverage();
        // The probability of the day runs from 0 to 0.2: three quarters of it lie above the 5 % end.
        coverage.add(day -> day < 100 ? 0 : day == 100 ? 0.2 : 1, 100, 50);

        assertThat(coverage.share(2)).isEqualTo(1);
        assertThat(coverage.splitShare(2)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void a_finish_on_the_next_day_is_no_later_than_any_date() {
        Coverage coverage = new Coverage();

        coverage.add(day -> 1, 51, 50);

        assertThat(coverage.share(0)).isEqualTo(1);
    }
}
