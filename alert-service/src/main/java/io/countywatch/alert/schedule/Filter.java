package io.countywatch.alert.schedule;

/** Follows a pace from window to window under one hypothesis about its drift. Used by one thread. */
final class Filter {

    private static final double SMALLEST_RATIO = 0.05;
    private static final double SMALLEST_ALPHA = 0.5;

    private final double variance;
    private Pace pace;
    private double logLikelihood;

    /**
     * Starts before the first window.
     *
     * @param drift relative standard deviation of the pace's change from one window to the next
     * @param prior what is believed before any window is seen
     */
    Filter(double drift, Pace prior) {
        this.variance = drift * drift;
        this.pace = prior;
    }

    /** Takes in a window; one without planned work counts as work, but says nothing about the hypothesis. */
    void see(double actual, double planned) {
        Pace before = pace.widened(variance);
        if (planned > 0) {
            double ratio = before.alpha() / before.beta();
            double mean = ratio * planned;
            double spread =
                    before.dispersion() * Math.max(ratio, SMALLEST_RATIO) * planned + mean * mean / before.alpha();
            logLikelihood -= (Math.log(spread) + (actual - mean) * (actual - mean) / spread) / 2;
        }
        // Taken back work can outweigh what was done: the shape of a Gamma must stay positive.
        pace = new Pace(
                Math.max(SMALLEST_ALPHA, before.alpha() + actual / before.dispersion()),
                before.beta() + planned / before.dispersion(),
                before.dispersion());
    }

    Pace pace() {
        return pace;
    }

    /** How well the windows so far were foretold: logarithm of a normal density, but for a constant. */
    double logLikelihood() {
        return logLikelihood;
    }
}
