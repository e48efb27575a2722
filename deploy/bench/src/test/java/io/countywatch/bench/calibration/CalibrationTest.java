package io.countywatch.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.schedule.ForecastModel;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the better calibrated forecast to its goals on some fixed histories, so that a change that loosens it is noticed
 * by the build. Few counties: whether it meets them everywhere is for the benchmark to say.
 */
class CalibrationTest {

    private static final int COUNTIES = 300;
    /** Next to the seeds that models may be tuned on; the held-out ones stay unseen. */
    private static final long SEED = 1_500;

    private static final int NINETY = 2;

    @ParameterizedTest
    @ValueSource(strings = {"drift", "fast-drift", "s-curve", "end-rush"})
    void pooled_paces_keeps_its_goals(String scenario) {
        RollingOrigin.Scores scores = scores(scenario, ForecastModel.POOLED_PACES);

        assertThat(scores.brier().score().score()).as("Brier score").isLessThanOrEqualTo(0.12);
        assertThat(scores.coverage().share(NINETY))
                .as("share of finishes that the 90 % interval covers")
                .isBetween(0.87, 0.93);
    }

    @ParameterizedTest
    @ValueSource(strings = {"drift", "end-rush"})
    void a_forecast_that_is_known_to_miss_them_is_found_out(String scenario) {
        assertThat(scores(scenario, ForecastModel.GAMMA_POISSON).coverage().share(NINETY))
                .isLessThan(0.87);
    }

    private static RollingOrigin.Scores scores(String name, ForecastModel model) {
        Scenario scenario = Scenario.ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return RollingOrigin.score(name, List.of(scenario), List.of(new ProductionForecast(model)), COUNTIES, SEED)
                .get(0);
    }
}
