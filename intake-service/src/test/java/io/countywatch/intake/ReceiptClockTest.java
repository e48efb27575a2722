package io.countywatch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReceiptClockTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void on_the_wall_clock_the_device_only_tells_its_skew() {
        ReceiptClock clock = new ReceiptClock(ReceiptClock.Mode.WALL, CLOCK);

        assertThat(clock.read("2026-11-23T07:58:00Z")).isEqualTo(new ReceiptClock.Reading(NOW, Duration.ofMinutes(2)));
        assertThat(clock.read(null)).isEqualTo(new ReceiptClock.Reading(NOW, Duration.ZERO));
        assertThat(clock.read("yesterday").at()).isEqualTo(NOW);
    }

    @Test
    void in_a_replay_who_does_not_say_is_received_at_the_latest_instant_said() {
        ReceiptClock clock = new ReceiptClock(ReceiptClock.Mode.REPLAY, CLOCK);
        assertThat(clock.read(null).at()).isEqualTo(NOW);

        assertThat(clock.read("2020-05-28T10:00:00Z").at()).isEqualTo("2020-05-28T10:00:00Z");
        assertThat(clock.read("2020-05-27T10:00:00Z").at()).isEqualTo("2020-05-27T10:00:00Z");

        assertThat(clock.read(null).at()).isEqualTo("2020-05-28T10:00:00Z");
    }
}
