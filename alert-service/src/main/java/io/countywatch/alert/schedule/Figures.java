package io.countywatch.alert.schedule;

import io.countywatch.alert.campaign.PlanVersion;
import java.time.LocalDate;

/**
 * The quantities of a plan version at the end of a day.
 *
 * @param scope S
 * @param done A
 * @param planned ⌈p·S⌉, scaled to the present scope
 * @param gap planned − done; negative when ahead
 * @param earnedSchedule ES in days from the start; AT where nothing is in scope
 * @param actualTime AT in days from the start
 * @param spiT SPI(t) = ES/AT (Lipke), null before the first day
 * @param lagDays AT − ES
 * @param daysLeft T − t, negative when overdue
 * @param paceNeeded q_req a day, null from the due date on
 * @param paceObserved q_obs a day over the last 28 days
 * @param eta the day it is finished at the observed pace, null for never
 * @param requiredRatio r_req, null when no plan is left
 * @param forecast null when the scope is small or the history short
 */
public record Figures(
        long scope,
        long done,
        long planned,
        long gap,
        double earnedSchedule,
        int actualTime,
        Double spiT,
        double lagDays,
        int daysLeft,
        Double paceNeeded,
        double paceObserved,
        LocalDate eta,
        Double requiredRatio,
        Forecast forecast) {

    private static final int PACE_WINDOWS = 4;
    private static final double PACE_DAYS = 28;

    /** R. */
    public long remaining() {
        return scope - done;
    }

    /** P(on time), null where it is not used. */
    public Double probability() {
        return forecast == null ? null : forecast.probability();
    }

    /** Works out the quantities of an observation, with the design's forecast. */
    public static Figures of(PlanVersion plan, LocalDate day, Observation seen) {
        return of(plan, day, seen, ForecastModel.GAMMA_POISSON, Peers.NONE);
    }

    /** Works out the quantities of an observation. */
    public static Figures of(PlanVersion plan, LocalDate day, Observation seen, ForecastModel model, Peers peers) {
        int at = plan.actualTime(day);
        double p = plan.planned(at);
        long remaining = seen.remaining();
        long planned = planned(p, seen.scope());
        // Of nothing, nothing is late: else an alert on what has been taken out of scope would never end.
        double es = seen.scope() == 0 ? at : plan.earnedSchedule((double) seen.done() / seen.scope());
        int left = plan.days() - at;
        double observed = seen.windows().stream()
                        .skip(Math.max(0, seen.windows().size() - PACE_WINDOWS))
                        .mapToLong(Long::longValue)
                        .sum()
                / PACE_DAYS;
        double planLeft = seen.scope() * (1 - p);
        return new Figures(
                seen.scope(),
                seen.done(),
                planned,
                planned - seen.done(),
                es,
                at,
                at > 0 ? es / at : null,
                at - es,
                left,
                left > 0 ? (double) remaining / left : null,
                observed,
                observed > 0 ? eta(day, remaining / observed) : null,
                planLeft > 0 ? remaining / planLeft : null,
                Forecast.of(model, plan, at, seen.scope(), seen.done(), seen.windows(), peers)
                        .orElse(null));
    }

    /** ⌈p·S⌉, free of the last bit of floating point. */
    static long planned(double p, long scope) {
        return (long) Math.ceil(p * scope - 1e-9);
    }

    private static LocalDate eta(LocalDate day, double days) {
        return days > 100_000 ? null : day.plusDays((long) Math.ceil(days - 1e-9));
    }
}
