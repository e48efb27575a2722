package io.countywatch.alert.schedule;

import io.countywatch.alert.campaign.PlanVersion;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How the ratio of actual to planned work goes on (design "Probability of finishing on time").
 *
 * @param windows n: seven-day windows used, 4 to 12
 * @param ratio r = X/V: actual over planned work, newest windows first in weight
 * @param dispersion φ, at least 1
 * @param probability P(on time), 0 to 1
 * @param ahead the work that is left
 * @param outlook what the model says about the days to come
 */
public record Forecast(int windows, double ratio, double dispersion, double probability, Ahead ahead, Outlook outlook) {

    /** No forecast for a smaller scope. */
    public static final int SMALLEST_SCOPE = 30;

    private static final int FURTHEST_DAYS = 3660;
    private static final int BISECTIONS = 40;

    /** What a model says about the days to come. */
    public sealed interface Outlook permits Pace, PooledPaces {

        /** Probability that what is left is done within so many days, 0 to 1; never falls with them. */
        double finishedWithin(int days, Ahead ahead);

        /** Probability that so much more is done within so many days, were there no end to it; 0 to 1. */
        double doesWithin(double work, int days, Ahead ahead);
    }

    /** Forecasts by the design's formula. */
    public static Optional<Forecast> of(PlanVersion plan, int at, long scope, long done, List<Long> net) {
        return of(ForecastModel.GAMMA_POISSON, plan, at, scope, done, net);
    }

    /** Forecasts from what is known of the unit alone. */
    public static Optional<Forecast> of(
            ForecastModel model, PlanVersion plan, int at, long scope, long done, List<Long> net) {
        return of(model, plan, at, scope, done, net, Peers.NONE);
    }

    /**
     * Forecasts from the end of a day.
     *
     * @param at AT, days from the plan's start
     * @param net net completions of the seven-day windows that end on the day, oldest first
     * @param peers whose windows count too, for a model that asks for them
     * @return empty if the scope is below 30 or fewer than four windows lie in the plan
     */
    public static Optional<Forecast> of(
            ForecastModel model, PlanVersion plan, int at, long scope, long done, List<Long> net, Peers peers) {
        if (scope < SMALLEST_SCOPE) {
            return Optional.empty();
        }
        Ahead ahead = new Ahead(plan, at, scope, done);
        return Evidence.of(ahead, net).map(evidence -> {
            Outlook outlook =
                    switch (model) {
                        case GAMMA_POISSON -> evidence.pace();
                        case POOLED_PACES -> {
                            Pool pool = peers.pool();
                            yield PooledPaces.of(pool == null ? Pool.alone(evidence, ahead) : pool, evidence, ahead);
                        }
                    };
            return new Forecast(
                    evidence.windows(),
                    evidence.ratio(),
                    evidence.dispersion(),
                    onTime(outlook, ahead),
                    ahead,
                    outlook);
        });
    }

    private static double onTime(Outlook outlook, Ahead ahead) {
        if (ahead.daysLeft() <= 0) {
            return ahead.scope() > ahead.done() ? 0 : 1;
        }
        return outlook.finishedWithin(ahead.daysLeft(), ahead);
    }

    /** Probability that it is finished within so many days, 0 to 1; after the due date the plan's mean pace goes on. */
    public double finishedWithin(int days) {
        return outlook.finishedWithin(days, ahead);
    }

    /**
     * The first day by which it is finished with a given probability.
     *
     * @param probability above 0 and below 1
     * @return empty if not within ten years
     */
    public Optional<LocalDate> finishedBy(double probability) {
        int low = 0;
        int high = FURTHEST_DAYS;
        if (finishedWithin(high) < probability) {
            return Optional.empty();
        }
        while (low < high) {
            int middle = (low + high) / 2;
            if (finishedWithin(middle) >= probability) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Optional.of(ahead.plan().start().plusDays((long) ahead.at() + low));
    }

    /**
     * Work that is done within some days with at least a given probability, beyond what is done now; not capped at what
     * remains.
     *
     * @param probability above 0 and below 1
     * @param days from now, at least 0
     */
    public double gainWithin(double probability, int days) {
        double low = 0;
        double high = Math.max(dispersion, 2.0 * ahead.scope());
        for (int step = 0; step < BISECTIONS; step++) {
            double middle = (low + high) / 2;
            if (outlook.doesWithin(middle, days, ahead) >= probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
