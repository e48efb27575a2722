package io.countywatch.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PublisherTimerTest {

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(2);
    private static final long HALF_A_LEASE = TimeUnit.SECONDS.toNanos(5);

    @Test
    void ticks_begin_at_the_interval_whatever_they_take() {
        assertThat(pause(0.5, 0)).isEqualTo(1.5);
    }

    @Test
    void a_tick_that_takes_longer_leaves_the_others_a_quarter_of_it() {
        assertThat(pause(3, 0)).isEqualTo(0.5);
    }

    @Test
    void while_a_backlog_is_applied_a_rest_is_four_times_the_tick() {
        assertThat(pause(0.75, HALF_A_LEASE)).isEqualTo(3);
        assertThat(pause(0.1, HALF_A_LEASE)).isEqualTo(1.9);
    }

    /** The lease would be lost, and the next leader would read the whole ledger. */
    @Test
    void no_rest_comes_near_the_end_of_the_lease() {
        assertThat(pause(60, HALF_A_LEASE)).isEqualTo(5);
    }

    private static double pause(double tookSeconds, long longestRest) {
        return PublisherTimer.pause((long) (tookSeconds * 1e9), INTERVAL, longestRest) / 1e9;
    }
}
