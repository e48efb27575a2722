package io.countywatch.bench.calibration;

import java.util.List;
import java.util.function.Function;

/** Lipke's forecast: the whole duration divided by SPI(t) = earned schedule ÷ actual time. Knows no doubt. */
record EarnedScheduleLine() implements Method {

    @Override
    public String name() {
        return "earned schedule";
    }

    @Override
    public boolean hasIntervals() {
        return false;
    }

    @Override
    public Function<History.Seen, Prediction> among(List<History.Seen> campaign) {
        return this::predict;
    }

    Prediction predict(History.Seen seen) {
        double earned = dayOf(seen.curve(), (double) seen.done() / seen.scope());
        double needed = dayOf(seen.curve(), 1 - History.TOLERANCE);
        return Method.certain(earned <= 0 ? Double.POSITIVE_INFINITY : needed * seen.day() / earned);
    }

    /** The day on which a plan reaches a fraction, by halving. */
    private static double dayOf(Curve curve, double fraction) {
        double low = 0;
        double high = Curve.DAYS;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (curve.at(middle) >= fraction) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
