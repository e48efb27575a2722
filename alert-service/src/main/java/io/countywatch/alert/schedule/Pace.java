package io.countywatch.alert.schedule;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * What is believed of the ratio of actual to planned work: a Gamma distribution, with overdispersed Poisson counts on
 * plan exposure.
 *
 * @param alpha shape of the Gamma
 * @param beta rate of the Gamma; the mean ratio is alpha/beta
 * @param dispersion φ: variance of a window's count over its mean, above 0
 */
public record Pace(double alpha, double beta, double dispersion) implements Forecast.Outlook {

    private static final double PRIOR_ALPHA = 30;

    /** Before any window is seen: within 18 % (one standard deviation) of the plan. */
    static Pace prior(double dispersion) {
        return new Pace(PRIOR_ALPHA, PRIOR_ALPHA, dispersion);
    }

    /** The same mean ratio, known less well: {@code variance} is added to its relative variance. */
    Pace widened(double variance) {
        double factor = 1 / (1 + variance * alpha);
        return new Pace(alpha * factor, beta * factor, dispersion);
    }

    @Override
    public double finishedWithin(int days, Ahead ahead) {
        return finished(ahead.exposure(days), ahead.left());
    }

    @Override
    public double doesWithin(double work, int days, Ahead ahead) {
        return does(ahead.exposure(days), work);
    }

    /** I_{H/(β+H)}(k, α) with H = exposure/φ and k = ⌈left/φ⌉. */
    double finished(double exposure, double left) {
        return atLeast(Math.ceil(left / dispersion - 1e-9), exposure);
    }

    /** The same for any amount of work, in whole or broken units of φ. */
    double does(double exposure, double work) {
        return atLeast(work / dispersion, exposure);
    }

    private double atLeast(double k, double exposure) {
        if (k <= 0) {
            return 1;
        }
        double h = exposure / dispersion;
        if (h <= 0 || alpha <= 0) {
            return 0;
        }
        return BetaDistribution.of(k, alpha).cumulativeProbability(h / (beta + h));
    }
}
