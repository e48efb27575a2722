package io.countywatch.bench.calibration;

import java.util.List;

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
    public Prediction predict(History.Seen seen, List<History.Seen> province) {
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
