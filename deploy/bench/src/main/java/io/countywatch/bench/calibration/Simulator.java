package io.countywatch.bench.calibration;

import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/** Draws county histories; the same seed gives the same ones. Used by one thread. */
final class Simulator {

    private static final double SMALLEST = Math.log(300);
    private static final double LARGEST = Math.log(6000);
    /** Counties differ in their pace: standard deviation of its logarithm. */
    private static final double PACE_SPREAD = 0.18;
    /** Nobody speeds up or slows down for ever. */
    private static final int LAST_WEEK_OF_DRIFT = 52;

    private static final int RUSH_DAYS = 35;
    private static final double LATE_SHARE = 0.4;
    private static final double REPORTED_A_DAY = 0.25;
    private static final int LONGEST_DELAY = 39;

    private final SplittableRandom random;
    private final UniformRandomProvider source;

    Simulator(long seed) {
        this.random = new SplittableRandom(seed);
        this.source = random::nextLong;
    }

    /** A county with a scope between 300 and 6,000 and a pace of its own. */
    History county(Scenario scenario) {
        long scope = Math.round(Math.exp(random.nextDouble(SMALLEST, LARGEST)));
        return county(scenario, scope, Math.exp(PACE_SPREAD * random.nextGaussian()));
    }

    /**
     * A county of a given scope.
     *
     * @param pace actual over planned work at its start, 1 for on plan
     */
    History county(Scenario scenario, long scope, double pace) {
        History history = new History(scenario.curve(), scope);
        double rush = scenario.rush() ? random.nextDouble(0.2, 1.0) : 0;
        double makeUp = scenario.makeUp();
        double walk = 0;
        for (int day = 1; day <= History.LAST_DAY && history.left() > 0; day++) {
            if (day % 7 == 1 && day > 1 && day / 7 <= LAST_WEEK_OF_DRIFT) {
                walk += scenario.drift() * random.nextGaussian();
            }
            double mean = scope
                    * scenario.curve().onDay(day)
                    * pace
                    * Math.exp(walk)
                    * scenario.holiday(day)
                    * makeUp
                    * (1 + rush * nearness(day));
            report(history, day, Math.min(history.left(), count(mean, scenario.dispersion())), scenario.late());
        }
        return history;
    }

    /** 0 until 35 days before the due date, then evenly up to 1 on it, and 0 after it. */
    private static double nearness(int day) {
        return day > Curve.DAYS ? 0 : Math.max(0, 1 - (double) (Curve.DAYS - day) / RUSH_DAYS);
    }

    private void report(History history, int day, long done, boolean late) {
        if (!late) {
            history.add(day, 0, done);
            return;
        }
        for (long i = 0; i < done; i++) {
            int delay = 0;
            if (random.nextDouble() < LATE_SHARE) {
                delay = 1;
                while (delay < LONGEST_DELAY && random.nextDouble() >= REPORTED_A_DAY) {
                    delay++;
                }
            }
            history.add(day, delay, 1);
        }
    }

    /** A negative binomial as a Gamma–Poisson mixture: variance = dispersion × mean. */
    private long count(double mean, double dispersion) {
        if (mean <= 0) {
            return 0;
        }
        double scale = dispersion - 1;
        double rate = scale > 0
                ? GammaDistribution.of(mean / scale, scale)
                        .createSampler(source)
                        .sample()
                : mean;
        return rate <= 0
                ? 0
                : PoissonDistribution.of(rate).createSampler(source).sample();
    }
}
