package io.countywatch.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BaselinesTest {

    @Test
    void earned_schedule_stretches_the_plan_by_the_index() {
        // 45 % on day 90 of 181: SPI(t) = 0.45 · 181 / 90; 98 % are reached on day 0.98 · 90 / 0.45 = 196
        Method.Prediction prediction =
                new EarnedScheduleLine().predict(new History.Seen(Curve.LINEAR, 90, 1000, 450, List.of()));

        assertThat(prediction.finishedBy(195)).isZero();
        assertThat(prediction.finishedBy(197)).isEqualTo(1);
    }

    @Test
    void earned_schedule_knows_that_a_curve_starts_slowly() {
        // 15 % on day 90 is on plan; 98 % of an S-curve are due on day 151 + 30 · 28/30 = 179
        Method.Prediction prediction =
                new EarnedScheduleLine().predict(new History.Seen(Curve.S_CURVE, 90, 1000, 150, List.of()));

        assertThat(prediction.finishedBy(178)).isZero();
        assertThat(prediction.finishedBy(180)).isEqualTo(1);
    }

    @Test
    void theil_sen_takes_the_median_of_all_slopes() {
        // 10, 20, 30, (10+20)/2, (20+30)/2, (10+20+30)/3
        assertThat(TheilSenLine.medianSlope(List.of(10L, 20L, 30L))).isEqualTo(20);
        // one wild week moves it little: 10, 10, 100, 10, 55, 40
        assertThat(TheilSenLine.medianSlope(List.of(10L, 10L, 100L))).isEqualTo(25);
    }

    @Test
    void theil_sen_never_ends_without_work() {
        Method.Prediction prediction =
                new TheilSenLine().predict(new History.Seen(Curve.LINEAR, 28, 100, 0, List.of(0L, 0L, 0L, 0L)));

        assertThat(prediction.finishedBy(History.LAST_DAY)).isZero();
    }
}
