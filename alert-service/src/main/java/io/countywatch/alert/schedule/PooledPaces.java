package io.countywatch.alert.schedule;

import java.util.List;

/**
 * A county's pace in every way in which the paces of its peers may change, each with its weight.
 *
 * @param paces their weights add up to 1
 */
public record PooledPaces(List<Weighted> paces) implements Forecast.Outlook {

    /**
     * A pace in one way.
     *
     * @param drift standard deviation of its relative change in a week
     * @param now what is believed of the pace today
     */
    public record Weighted(double weight, EndRush rush, double drift, Pace now) {}

    /** The mean of a random walk has a third of the variance of its end; half, chosen on training seeds. */
    private static final double SHARE_OF_VARIANCE = 0.5;

    /** Nobody drifts for ever. */
    private static final double MOST_WEEKS = 52;

    /**
     * Nor for much longer than it takes to finish, or a date later than the likely one would be the less likely the
     * later it is.
     */
    private static final double MOST_OF_THE_NEED = 1.5;

    public PooledPaces {
        paces = List.copyOf(paces);
    }

    static PooledPaces of(Pool pool, Evidence evidence, Ahead ahead) {
        return new PooledPaces(pool.ways().stream()
                .map(way -> new Weighted(way.weight(), way.rush(), way.drift(), pool.pace(way, evidence, ahead)))
                .toList());
    }

    @Override
    public double finishedWithin(int days, Ahead ahead) {
        double probability = 0;
        for (Weighted one : paces) {
            double exposure = one.rush().exposure(ahead, days);
            probability +=
                    one.weight() * mean(one, exposure, ahead.left(), ahead).finished(exposure, ahead.left());
        }
        return Math.min(1, probability);
    }

    @Override
    public double doesWithin(double work, int days, Ahead ahead) {
        double probability = 0;
        for (Weighted one : paces) {
            double exposure = one.rush().exposure(ahead, days);
            probability += one.weight() * mean(one, exposure, work, ahead).does(exposure, work);
        }
        return Math.min(1, probability);
    }

    /** What is believed of the mean pace over planned work to come, which takes so many weeks of the plan's mean pace. */
    private static Pace mean(Weighted one, double exposure, double work, Ahead ahead) {
        double need = MOST_OF_THE_NEED * work * one.now().beta() / one.now().alpha();
        double aWeek =
                (double) ahead.scope() * Evidence.WINDOW_DAYS / ahead.plan().days();
        double weeks = Math.min(MOST_WEEKS, Math.min(exposure, need) / aWeek);
        return one.now().widened(one.drift() * one.drift() * weeks * SHARE_OF_VARIANCE);
    }
}
