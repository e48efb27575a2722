package io.countywatch.alert.schedule;

import io.countywatch.alert.campaign.PlanVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the past of a unit says about its pace.
 *
 * @param actual x_i: net completions of the seven-day windows, newest first
 * @param planned v_i: planned work of the same windows, newest first
 * @param ratio r = X/V with weights that halve every two windows
 * @param dispersion φ around r, at least 1
 */
record Evidence(double[] actual, double[] planned, double ratio, double dispersion) {

    static final int WINDOW_DAYS = 7;

    private static final int FEWEST_WINDOWS = 4;
    private static final int MOST_WINDOWS = 12;
    private static final double HALF_LIFE_WINDOWS = 2;
    private static final double SMALLEST_RATIO = 0.05;

    /** Takes the newest windows that lie within the plan; empty if they are fewer than four. */
    static Optional<Evidence> of(Ahead ahead, List<Long> net) {
        int n = Math.min(Math.min(MOST_WINDOWS, net.size()), Math.floorDiv(ahead.at(), WINDOW_DAYS));
        if (n < FEWEST_WINDOWS) {
            return Optional.empty();
        }
        double[] planned = plannedWindows(ahead, n);
        double[] actual = new double[n];
        double sumX = 0;
        double sumV = 0;
        for (int age = 0; age < n; age++) {
            actual[age] = net.get(net.size() - 1 - age);
            sumX += weight(age) * actual[age];
            sumV += weight(age) * planned[age];
        }
        double ratio = sumX / sumV;
        double spread = 0;
        double weights = 0;
        for (int age = 0; age < n; age++) {
            if (planned[age] > 0) {
                // A window without plan has no expected spread to compare with (a step plan between its steps), and no
                // weight.
                weights += weight(age);
                double error = actual[age] - ratio * planned[age];
                spread += weight(age) * error * error / (Math.max(ratio, SMALLEST_RATIO) * planned[age]);
            }
        }
        return Optional.of(new Evidence(actual, planned, ratio, Math.max(1, spread / weights)));
    }

    int windows() {
        return actual.length;
    }

    /** Actual over planned work of all windows alike, at least 0.05. */
    double pastRatio() {
        return Math.max(
                SMALLEST_RATIO,
                Arrays.stream(actual).sum() / Arrays.stream(planned).sum());
    }

    /** The design's discounted Gamma–Poisson, with a prior worth one average planned window. */
    Pace pace() {
        double sumX = 0;
        double sumV = 0;
        for (int age = 0; age < actual.length; age++) {
            sumX += weight(age) * actual[age];
            sumV += weight(age) * planned[age];
        }
        double prior = Arrays.stream(planned).sum() / planned.length;
        return new Pace((prior + sumX) / dispersion, (prior + sumV) / dispersion, dispersion);
    }

    private static double[] plannedWindows(Ahead ahead, int n) {
        PlanVersion plan = ahead.plan();
        double[] planned = new double[n];
        double sum = 0;
        for (int age = 0; age < n; age++) {
            int end = ahead.at() - age * WINDOW_DAYS;
            planned[age] = ahead.scope() * (plan.planned(end) - plan.planned(end - WINDOW_DAYS));
            sum += planned[age];
        }
        if (sum <= 0) {
            Arrays.fill(planned, (double) WINDOW_DAYS * ahead.scope() / plan.days());
        }
        return planned;
    }

    private static double weight(int age) {
        return Math.pow(2, -age / HALF_LIFE_WINDOWS);
    }
}
