package io.countywatch.alert.schedule;

import io.countywatch.alert.campaign.PlanVersion;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * How the ratio of actual to planned work goes on: a discounted Gamma–Poisson on plan exposure, in closed form
 * (design "Probability of finishing on time").
 *
 * @param windows n: seven-day windows used, 4 to 12
 * @param ratio r = X/V: actual over planned work, newest windows first in weight
 * @param dispersion φ, at least 1
 * @param alpha shape of the posterior Gamma
 * @param beta rate of the posterior Gamma
 * @param probability P(on time), 0 to 1
 */
public record Forecast(int windows, double ratio, double dispersion, double alpha, double beta, double probability) {

    /** No forecast for a smaller scope. */
    public static final int SMALLEST_SCOPE = 30;

    private static final int FEWEST_WINDOWS = 4;
    private static final int MOST_WINDOWS = 12;
    private static final int WINDOW_DAYS = 7;
    private static final double HALF_LIFE_WINDOWS = 2;
    private static final double SMALLEST_RATIO = 0.05;
    private static final int FURTHEST_DAYS = 3660;
    private static final int BISECTIONS = 40;

    /**
     * Forecasts from the end of a day.
     *
     * @param at AT, days from the plan's start
     * @param net net completions of the seven-day windows that end on the day, oldest first
     * @return empty if the scope is below 30 or fewer than four windows lie in the plan
     */
    public static Optional<Forecast> of(PlanVersion plan, int at, long scope, long done, List<Long> net) {
        int n = Math.min(Math.min(MOST_WINDOWS, net.size()), Math.floorDiv(at, WINDOW_DAYS));
        if (scope < SMALLEST_SCOPE || n < FEWEST_WINDOWS) {
            return Optional.empty();
        }
        double[] planned = plannedWindows(plan, at, scope, n);
        double weights = 0;
        double sumX = 0;
        double sumV = 0;
        double exposure = 0;
        for (int age = 0; age < n; age++) {
            double weight = weight(age);
            weights += weight;
            sumX += weight * actual(net, age);
            sumV += weight * planned[age];
            exposure += planned[age];
        }
        double ratio = sumX / sumV;
        double spread = 0;
        for (int age = 0; age < n; age++) {
            if (planned[age] > 0) {
                // A window without plan has no expected spread to compare with (a step plan between its steps).
                double error = actual(net, age) - ratio * planned[age];
                spread += weight(age) * error * error / (Math.max(ratio, SMALLEST_RATIO) * planned[age]);
            }
        }
        double dispersion = Math.max(1, spread / weights);
        double prior = exposure / n;
        double alpha = (prior + sumX) / dispersion;
        double beta = (prior + sumV) / dispersion;
        Forecast forecast = new Forecast(n, ratio, dispersion, alpha, beta, 0);
        return Optional.of(new Forecast(n, ratio, dispersion, alpha, beta, forecast.onTime(plan, at, scope, done)));
    }

    private double onTime(PlanVersion plan, int at, long scope, long done) {
        if (at >= plan.days()) {
            return scope > done ? 0 : 1;
        }
        return finished(scope * (1 - plan.planned(at)), scope - done, plan.tolerance() * scope);
    }

    /** I_{H/(β+H)}(k, α) for an exposure in planned units. */
    private double finished(double exposure, long remaining, double allowance) {
        double k = Math.ceil(Math.max(0, remaining - allowance) / dispersion - 1e-9);
        if (k <= 0) {
            return 1;
        }
        double h = exposure / dispersion;
        if (h <= 0 || alpha <= 0) {
            return 0;
        }
        return BetaDistribution.of(k, alpha).cumulativeProbability(h / (beta + h));
    }

    /**
     * The first day by which it is finished with a given probability; after the due date the plan's mean pace goes on.
     *
     * @param probability above 0 and below 1
     * @return empty if not within ten years
     */
    public Optional<LocalDate> finishedBy(double probability, PlanVersion plan, int at, long scope, long done) {
        double allowance = plan.tolerance() * scope;
        int low = 0;
        int high = FURTHEST_DAYS;
        if (finished(exposure(plan, at, high, scope), scope - done, allowance) < probability) {
            return Optional.empty();
        }
        while (low < high) {
            int middle = (low + high) / 2;
            if (finished(exposure(plan, at, middle, scope), scope - done, allowance) >= probability) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Optional.of(plan.start().plusDays((long) at + low));
    }

    /**
     * Work that is done within some days with at least a given probability, beyond what is done now; not capped at what
     * remains.
     *
     * @param probability above 0 and below 1
     * @param ahead days from now, at least 0
     */
    public double gainWithin(double probability, PlanVersion plan, int at, int ahead, long scope) {
        double h = exposure(plan, at, ahead, scope) / dispersion;
        if (h <= 0 || alpha <= 0) {
            return 0;
        }
        double low = 0;
        double high = Math.max(1, 2.0 * scope / dispersion);
        for (int step = 0; step < BISECTIONS; step++) {
            double middle = (low + high) / 2;
            if (BetaDistribution.of(middle, alpha).cumulativeProbability(h / (beta + h)) >= probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low * dispersion;
    }

    private static double exposure(PlanVersion plan, int at, int ahead, long scope) {
        int beyond = Math.max(0, at + ahead - Math.max(at, plan.days()));
        return scope * (plan.planned(at + ahead) - plan.planned(at) + (double) beyond / plan.days());
    }

    private static double[] plannedWindows(PlanVersion plan, int at, long scope, int n) {
        double[] planned = new double[n];
        double sum = 0;
        for (int age = 0; age < n; age++) {
            int end = at - age * WINDOW_DAYS;
            planned[age] = scope * (plan.planned(end) - plan.planned(end - WINDOW_DAYS));
            sum += planned[age];
        }
        if (sum <= 0) {
            java.util.Arrays.fill(planned, (double) WINDOW_DAYS * scope / plan.days());
        }
        return planned;
    }

    private static long actual(List<Long> net, int age) {
        return net.get(net.size() - 1 - age);
    }

    private static double weight(int age) {
        return Math.pow(2, -age / HALF_LIFE_WINDOWS);
    }
}
