package io.countywatch.bench.calibration;

import io.countywatch.alert.schedule.Forecast;
import io.countywatch.alert.schedule.ForecastModel;
import java.util.List;
import java.util.Locale;

/** The forecast of alert-service. */
record ProductionForecast(ForecastModel model) implements Method {

    @Override
    public String name() {
        return model.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public boolean hasIntervals() {
        return true;
    }

    @Override
    public Prediction predict(History.Seen seen, List<History.Seen> province) {
        Forecast forecast = Forecast.of(
                        model,
                        ProductionPlan.of(seen.curve()),
                        seen.day(),
                        seen.scope(),
                        seen.done(),
                        seen.windows(),
                        ProductionPlan.peers(model, province))
                .orElseThrow();
        return day -> forecast.finishedWithin(day - seen.day());
    }
}
