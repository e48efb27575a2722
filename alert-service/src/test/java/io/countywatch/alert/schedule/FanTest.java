package io.countywatch.alert.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FanTest {

    private static final int AT = 147;
    private static final long SCOPE = 2000;
    private static final Forecast SLOW_START = Forecast.of(
                    Plans.linear(), AT, SCOPE, 1400, List.of(40L, 55L, 70L, 90L, 110L, 120L, 135L, 140L))
            .orElseThrow();

    @Test
    void it_opens_with_time_and_is_sorted_by_probability() {
        double before = 0;
        for (int ahead = 7; ahead <= 70; ahead += 7) {
            double sure = SLOW_START.gainWithin(0.95, ahead);
            double middle = SLOW_START.gainWithin(0.5, ahead);
            double lucky = SLOW_START.gainWithin(0.05, ahead);

            assertThat(sure).isLessThan(middle);
            assertThat(middle).isLessThan(lucky).isGreaterThan(before);
            before = middle;
        }
        assertThat(SLOW_START.gainWithin(0.5, 0)).isZero();
    }

    @Test
    void it_agrees_with_the_probability_of_being_on_time() {
        int toDue = Plans.linear().days() - AT;
        double allowed = 600 - 0.02 * SCOPE;

        double gain = SLOW_START.gainWithin(SLOW_START.probability(), toDue);

        // The probability counts whole units of the dispersion, the fan goes between them.
        assertThat(gain).isCloseTo(allowed, within(SLOW_START.dispersion()));
    }
}
