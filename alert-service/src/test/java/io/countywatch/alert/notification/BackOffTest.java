package io.countywatch.alert.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(5), Duration.ofMinutes(5));

    @Test
    void the_wait_doubles_with_every_failure_up_to_the_longest() {
        assertThat(BACK_OFF.after(0, 1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(BACK_OFF.after(3, 1)).isEqualTo(Duration.ofSeconds(40));
        assertThat(BACK_OFF.after(1000, 1)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void what_failed_together_is_not_tried_together() {
        assertThat(BACK_OFF.after(0, 0)).isEqualTo(Duration.ofMillis(2500));
        assertThat(BACK_OFF.after(0, 0.5)).isEqualTo(Duration.ofMillis(3750));
    }
}
