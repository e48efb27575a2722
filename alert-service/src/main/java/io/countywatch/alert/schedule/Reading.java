package io.countywatch.alert.schedule;

import io.countywatch.alert.campaign.PlanVersion;
import java.time.LocalDate;

/**
 * A unit read against one version of a plan.
 *
 * @param status what to show: the lower bound's where both bounds agree, else UNKNOWN
 * @param lower status of what is known
 * @param upper status if the silent villages were on plan
 * @param upperDone A if the silent villages were on plan
 * @param gMin smallest gap that counts
 */
public record Reading(
        PlanVersion plan, Figures figures, Status status, Status lower, Status upper, long upperDone, double gMin) {

    /** Reads an observation; {@code factor} is that of the strictest watchlist. */
    static Reading of(PlanVersion plan, LocalDate day, Observation seen, double gMin, Ladder ladder, Peers peers) {
        Figures known = Figures.of(plan, day, seen, ladder.forecast(), peers);
        Status lower = ladder.status(known, gMin);
        long upperDone = seen.done() + onPlan(plan, known.actualTime(), seen.silence());
        Status upper = upperDone == seen.done()
                ? lower
                : ladder.status(Figures.of(plan, day, seen.withDone(upperDone), ladder.forecast(), peers), gMin);
        return new Reading(plan, known, shown(seen, lower, upper), lower, upper, upperDone, gMin);
    }

    /** What the silent villages would have done more, were they on plan. */
    private static long onPlan(PlanVersion plan, int at, Silence silence) {
        return Math.max(0, Figures.planned(plan.planned(at), silence.scope()) - silence.done());
    }

    private static Status shown(Observation seen, Status lower, Status upper) {
        if (!seen.silence().silent() || lower.isDone()) {
            return lower;
        }
        // A county that says nothing never looks green, even where its last word was ahead of the plan.
        boolean green = lower == Status.ON_TRACK || (seen.scope() == 0);
        return lower == upper && !green ? lower : Status.UNKNOWN;
    }

    /** Number of the plan's version. */
    public int version() {
        return plan.version();
    }

    /** The first day by which it is finished with a probability; null without a forecast or when out of sight. */
    public LocalDate likelyBy(double probability) {
        return figures.forecast() == null
                ? null
                : figures.forecast().finishedBy(probability).orElse(null);
    }

    Reading withStatus(Status status) {
        return new Reading(plan, figures, status, lower, upper, upperDone, gMin);
    }
}
