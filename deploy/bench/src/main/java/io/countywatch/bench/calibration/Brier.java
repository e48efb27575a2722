package io.countywatch.bench.calibration;

import java.util.ArrayList;
import java.util.List;

/**
 * Brier score of probabilities with Murphy's parts (1973), and the reliability table that they come from.
 * Forecasts are sorted into ten bins; score = reliability − resolution + uncertainty but for the spread inside the bins.
 *
 * @param count forecasts
 * @param score mean squared difference between forecast and outcome, 0 is best
 * @param reliability mean squared distance between a bin's mean forecast and its share of outcomes, 0 is best
 * @param resolution mean squared distance between a bin's share and the share of all, more is better
 * @param uncertainty variance of the outcomes
 */
record Brier(int count, double score, double reliability, double resolution, double uncertainty, List<Bin> table) {

    private static final int BINS = 10;

    /**
     * A bin that holds forecasts.
     *
     * @param from its lower end, in tenths
     * @param forecast mean of its forecasts
     * @param happened share of its outcomes that happened
     */
    record Bin(int from, int count, double forecast, double happened) {}

    /** Forecasts with what came of them. */
    static final class Collector {

        private final int[] counts = new int[BINS];
        private final double[] forecasts = new double[BINS];
        private final int[] happened = new int[BINS];
        private double squares;

        void add(double forecast, boolean outcome) {
            int bin = Math.min(BINS - 1, (int) (forecast * BINS));
            counts[bin]++;
            forecasts[bin] += forecast;
            happened[bin] += outcome ? 1 : 0;
            double error = forecast - (outcome ? 1 : 0);
            squares += error * error;
        }

        void addAll(Collector other) {
            for (int bin = 0; bin < BINS; bin++) {
                counts[bin] += other.counts[bin];
                forecasts[bin] += other.forecasts[bin];
                happened[bin] += other.happened[bin];
            }
            squares += other.squares;
        }

        /** Needs one forecast at least. */
        Brier score() {
            int count = 0;
            double all = 0;
            for (int bin = 0; bin < BINS; bin++) {
                count += counts[bin];
                all += happened[bin];
            }
            double share = all / count;
            double reliability = 0;
            double resolution = 0;
            List<Bin> table = new ArrayList<>();
            for (int bin = 0; bin < BINS; bin++) {
                if (counts[bin] > 0) {
                    double forecast = forecasts[bin] / counts[bin];
                    double came = (double) happened[bin] / counts[bin];
                    reliability += counts[bin] * (forecast - came) * (forecast - came);
                    resolution += counts[bin] * (came - share) * (came - share);
                    table.add(new Bin(bin, counts[bin], forecast, came));
                }
            }
            return new Brier(
                    count, squares / count, reliability / count, resolution / count, share * (1 - share), table);
        }
    }
}
