package io.countywatch.bench.calibration;

/** How often the finish lies between two foretold dates, both included. */
final class Coverage {

    /** Shares of the intervals, least first. */
    static final double[] NOMINAL = {0.5, 0.8, 0.9};

    private final int[] covered = new int[NOMINAL.length];
    private final double[] split = new double[NOMINAL.length];
    private int earlier;
    private int later;
    private int count;

    /**
     * Takes in one forecast. A finish lies between the dates of two percentiles exactly if the probability has reached
     * the lower one at its end and had not reached the upper one the day before.
     *
     * @param finish the day on which it was finished, after the day of the forecast
     * @param today the day of the forecast
     */
    void add(Method.Prediction prediction, int finish, int today) {
        double onTheDay = prediction.finishedBy(finish);
        double before = finish - 1 > today ? prediction.finishedBy(finish - 1) : 0;
        for (int i = 0; i < NOMINAL.length; i++) {
            boolean notTooEarly = onTheDay >= (1 - NOMINAL[i]) / 2;
            boolean notTooLate = before < (1 + NOMINAL[i]) / 2;
            covered[i] += notTooEarly && notTooLate ? 1 : 0;
            split[i] += inside((1 - NOMINAL[i]) / 2, (1 + NOMINAL[i]) / 2, before, onTheDay);
            if (i == NOMINAL.length - 1) {
                earlier += notTooEarly ? 0 : 1;
                later += notTooLate ? 0 : 1;
            }
        }
        count++;
    }

    /** Share of the i-th nominal interval, 0 to 1. */
    double share(int i) {
        return (double) covered[i] / count;
    }

    /**
     * The same with a finish on a day at one end of the interval counted for the part of that day's probability that
     * lies in it (the mean of the randomised PIT of Czado, Gneiting and Held 2009): the true model gives the nominal
     * share, whatever the length of a day.
     */
    double splitShare(int i) {
        return split[i] / count;
    }

    private static double inside(double low, double high, double before, double onTheDay) {
        if (onTheDay - before < 1e-12) {
            return onTheDay >= low && onTheDay <= high ? 1 : 0;
        }
        return Math.max(0, Math.min(high, onTheDay) - Math.max(low, before)) / (onTheDay - before);
    }

    /** Share that was finished before the widest interval, 0 to 1. */
    double earlier() {
        return (double) earlier / count;
    }

    /** Share that was finished after the widest interval, 0 to 1. */
    double later() {
        return (double) later / count;
    }
}
