package io.countywatch.bench.calibration;

import io.countywatch.alert.schedule.Forecast;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Peers;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

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
    public Function<History.Seen, Prediction> among(List<History.Seen> campaign) {
        Peers peers = ProductionPlan.peers(model, campaign);
        return seen -> predict(seen, peers);
    }

    private Prediction predict(History.Seen seen, Peers peers) {
        Forecast forecast = Forecast.of(
                        model,
                        ProductionPlan.of(seen.curve()),
                        seen.day(),
                        seen.scope(),
                        seen.done(),
                        seen.windows(),
                        peers)
                .orElseThrow();
        return day -> forecast.finishedWithin(day - seen.day());
    }
}
