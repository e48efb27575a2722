package io.countywatch.metrics.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace();

    @Test
    void one_look_is_no_rate() {
        assertThat(pace.rates()).isNull();
        look(0, 1_000, 1_000);
        assertThat(pace.rates()).isNull();
    }

    @Test
    void a_short_time_is_taken_to_a_minute_but_not_to_an_hour() {
        look(0, 1_000, 900);
        look(10, 1_100, 940);

        assertThat(pace.rates().watchedSeconds()).isEqualTo(10);
        assertThat(pace.rates().acceptedPerMinute()).isEqualTo(600, within(1e-6));
        assertThat(pace.rates().appliedPerMinute()).isEqualTo(240, within(1e-6));
        assertThat(pace.rates().acceptedLastHour()).isEqualTo(100);
        assertThat(pace.rates().minutes()).as("no whole minute yet").isEmpty();
    }

    @Test
    void what_is_older_than_an_hour_counts_no_more() {
        look(0, 0, 0);
        for (int minute = 1; minute <= 90; minute++) {
            look(minute * 60, minute <= 30 ? minute * 1_000L : 30_000 + (minute - 30) * 60L, 0);
        }

        assertThat(pace.rates().watchedSeconds()).isEqualTo(3_600);
        assertThat(pace.rates().acceptedPerMinute()).isEqualTo(60, within(1e-6));
        assertThat(pace.rates().acceptedLastHour()).isEqualTo(3_600);
        assertThat(pace.rates().minutes()).hasSize(60).containsOnly(60L);
    }

    @Test
    void after_a_pause_without_looks_the_time_between_counts() {
        look(0, 0, 0);
        look(300, 3_000, 3_000);

        assertThat(pace.rates().acceptedPerMinute()).isEqualTo(600, within(1e-6));
        assertThat(pace.rates().minutes()).containsExactly(600L, 600L, 600L, 600L, 600L);
    }

    private void look(long seconds, long accepted, long applied) {
        pace.look(Duration.ofSeconds(seconds).toNanos(), new Pace.Totals(accepted, applied));
    }
}
