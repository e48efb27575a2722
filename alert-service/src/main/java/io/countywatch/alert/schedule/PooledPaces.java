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
     * @param mean what is believed of the mean pace until the due date
     */
    public record Weighted(double weight, EndRush rush, Pace mean) {}

    /** A third for the mean over the weeks to the due date (a random walk), more for finishes beyond it: chosen on training seeds. */
    private static final double SHARE_OF_VARIANCE = 0.7;

    public PooledPaces {
        paces = List.copyOf(paces);
    }

    static PooledPaces of(Pool pool, Evidence evidence, Ahead ahead) {
        double weeks = Math.max(0, ahead.daysLeft()) / (double) Evidence.WINDOW_DAYS;
        return new PooledPaces(pool.ways().stream()
                .map(way -> new Weighted(
                        way.weight(),
                        way.rush(),
                        pool.pace(way, evidence, ahead).widened(way.drift() * way.drift() * weeks * SHARE_OF_VARIANCE)))
                .toList());
    }

    @Override
    public double finishedWithin(int days, Ahead ahead) {
        double probability = 0;
        for (Weighted one : paces) {
            probability += one.weight() * one.mean().finished(one.rush().exposure(ahead, days), ahead.left());
        }
        return Math.min(1, probability);
    }

    @Override
    public double doesWithin(double work, int days, Ahead ahead) {
        double probability = 0;
        for (Weighted one : paces) {
            probability += one.weight() * one.mean().does(one.rush().exposure(ahead, days), work);
        }
        return Math.min(1, probability);
    }
}
