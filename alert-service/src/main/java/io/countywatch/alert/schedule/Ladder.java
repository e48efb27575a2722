package io.countywatch.alert.schedule;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.PlanVersion;

/**
 * The thresholds between the statuses. Lags in days, probabilities 0 to 1.
 *
 * @param startDays days from the start in which only severe slips count
 * @param allowance what may be left after the due date, in the measure's unit: so much counts as done from then on
 * @param forecast where the probabilities come from
 */
public record Ladder(
        double severeLag,
        double severeSpi,
        double severeSpiLag,
        double mildLag,
        double criticalBelow,
        double behindBelow,
        double mildBehindBelow,
        double lateBehindBelow,
        int lateDays,
        double watchBelow,
        int startDays,
        long allowance,
        ForecastModel forecast) {

    /** The defaults of the design. */
    public static final Ladder DEFAULT =
            new Ladder(14, 0.85, 7, 7, 0.20, 0.80, 0.35, 0.15, 45, 0.25, 28, 0, ForecastModel.GAMMA_POISSON);

    /** The same thresholds on the probabilities of another model. */
    public Ladder with(ForecastModel model) {
        return new Ladder(
                severeLag,
                severeSpi,
                severeSpiLag,
                mildLag,
                criticalBelow,
                behindBelow,
                mildBehindBelow,
                lateBehindBelow,
                lateDays,
                watchBelow,
                startDays,
                allowance,
                model);
    }

    /** The status without silence, roll-up and exit checks. */
    public Status status(Figures f, double gMin) {
        boolean gap = f.gap() >= gMin;
        boolean severe = gap
                && (f.lagDays() > severeLag
                        || (f.spiT() != null && f.spiT() < severeSpi && f.lagDays() > severeSpiLag));
        boolean mild = gap && f.lagDays() > mildLag;
        boolean big = f.forecast() != null;
        double p = big ? f.forecast().probability() : Double.NaN;
        if (f.scope() == 0) {
            // Nothing in scope yet says nothing about progress: neither done nor on track.
            return Status.NOT_STARTED;
        }
        if (f.remaining() == 0) {
            return Status.DONE_UNVERIFIED;
        }
        if (f.daysLeft() < 0) {
            // What may be left counts as done from then on: no probability of finishing it is asked for any more.
            return f.remaining() > allowance ? Status.OVERDUE : Status.DONE_UNVERIFIED;
        }
        if (f.actualTime() <= startDays && !severe) {
            return Status.NOT_STARTED;
        }
        if (severe && big && p < criticalBelow) {
            return Status.CRITICAL;
        }
        if ((severe && (!big || p < behindBelow))
                || (mild && big && p < mildBehindBelow)
                || (big && p < lateBehindBelow && f.daysLeft() <= lateDays && f.gap() > 0)) {
            return Status.BEHIND;
        }
        return mild || severe || (big && p < watchBelow) ? Status.WATCH : Status.ON_TRACK;
    }

    /**
     * The smallest gap that counts: the plan's own, else village 2, county and prefecture max(5, 1 % of S), province
     * and nation max(50, 0.5 %); times the factor of the strictest watchlist.
     */
    public static double gMin(PlanVersion plan, Level level, long scope, double factor) {
        Double own = plan.gMin().get(level);
        double gMin = own != null
                ? own
                : switch (level) {
                    case VILLAGE -> 2;
                    case COUNTY, PREFECTURE -> Math.max(5, 0.01 * scope);
                    case PROVINCE, NATION -> Math.max(50, 0.005 * scope);
                };
        return gMin * factor;
    }
}
