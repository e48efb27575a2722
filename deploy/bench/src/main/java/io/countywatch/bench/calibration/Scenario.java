package io.countywatch.bench.calibration;

import java.util.List;

/**
 * A kind of county.
 *
 * @param curve of the plan, which the county's work follows but for all the rest
 * @param dispersion variance of a day's work over its mean, at least 1
 * @param drift standard deviation of the change of the pace's logarithm from week to week
 * @param holidays ten days at a fifth of the pace (from 24 January), three and five at three tenths (April, May), which
 *     the plan does not know; the other days make up for them
 * @param late 40 % of the work is reported late, by four days in the mean
 * @param rush the pace grows over the last 35 days before the due date, by 20 to 100 % at its end
 */
record Scenario(
        String name, Curve curve, double dispersion, double drift, boolean holidays, boolean late, boolean rush) {

    /** Fixed before any model was tuned on them. */
    static final List<Scenario> ALL = List.of(
            new Scenario("steady", Curve.LINEAR, 1, 0, false, false, false),
            new Scenario("overdispersed", Curve.LINEAR, 5, 0, false, false, false),
            new Scenario("drift", Curve.LINEAR, 2, 0.05, false, false, false),
            new Scenario("fast-drift", Curve.LINEAR, 2, 0.10, false, false, false),
            new Scenario("s-curve", Curve.S_CURVE, 3, 0.03, false, false, false),
            new Scenario("holidays", Curve.LINEAR, 2, 0.03, true, false, false),
            new Scenario("late-reports", Curve.LINEAR, 2, 0.03, false, true, false),
            new Scenario("end-rush", Curve.LINEAR, 2, 0.03, false, false, true),
            new Scenario("mixed", Curve.LINEAR, 3, 0.05, true, true, true));

    /** Steady but for noisy weeks: whom the rules must leave alone, or catch. */
    static final Scenario NOISY = ALL.get(1);

    /** Share of the pace on a day, 1 on most days. */
    double holiday(int day) {
        if (!holidays) {
            return 1;
        }
        boolean spring = day >= 24 && day <= 33;
        boolean tombs = day >= 94 && day <= 96;
        boolean labour = day >= 121 && day <= 125;
        return spring ? 0.2 : tombs || labour ? 0.3 : 1;
    }

    /** By how much the other days make up for the holidays before the due date, at least 1. */
    double makeUp() {
        double sum = 0;
        for (int day = 1; day <= Curve.DAYS; day++) {
            sum += holiday(day);
        }
        return Curve.DAYS / sum;
    }
}
