package io.countywatch.alert.schedule;

import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * Households that fell back into poverty within 90 days.
 *
 * @param relapsed households relapsed in the window
 * @param liftedBefore households lifted at its start
 * @param status ON_TRACK, WATCH above 0.5 %, BEHIND above 1 % or far above the province's rate
 */
public record FallingBack(long relapsed, long liftedBefore, Status status) {

    private static final double WATCH_ABOVE = 0.005;
    private static final double BEHIND_ABOVE = 0.01;
    private static final double UNLIKELY = 0.001;
    private static final double FEWEST_AT_RISK = 0.01;
    private static final double MOST_AT_RISK = 0.10;

    /** Compares a unit with fixed limits and with the rate of its province (relapsed ÷ lifted before, at least 0). */
    public static FallingBack of(long relapsed, long liftedBefore, double provinceRate) {
        double rate = rate(relapsed, liftedBefore);
        Status status = Status.ON_TRACK;
        if (rate > BEHIND_ABOVE || unlikely(relapsed, provinceRate * liftedBefore)) {
            status = Status.BEHIND;
        } else if (rate > WATCH_ABOVE) {
            status = Status.WATCH;
        }
        return new FallingBack(relapsed, liftedBefore, status);
    }

    /** Relapsed in the window per household lifted at its start; 0 where nobody was. */
    public static double rate(long relapsed, long liftedBefore) {
        return liftedBefore <= 0 ? 0 : (double) relapsed / liftedBefore;
    }

    /** A share of AT_RISK households outside 1 to 10 % of the register: too few means nobody is looking. */
    public static boolean suspiciousRegister(long atRisk, long register) {
        return register > 0 && (atRisk < FEWEST_AT_RISK * register || atRisk > MOST_AT_RISK * register);
    }

    private static boolean unlikely(long relapsed, double expected) {
        return relapsed > 0
                && expected > 0
                && PoissonDistribution.of(expected).survivalProbability((int) relapsed - 1) < UNLIKELY;
    }
}
