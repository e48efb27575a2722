package io.countywatch.alert.schedule;

import java.util.Arrays;
import java.util.List;

/**
 * Weeks in which all counties fell short alike: a holiday, a flood, reports that are still to come. They say little about
 * one county's pace, so three quarters of the shortfall are taken from what was planned for such a week.
 */
final class Shortfalls {

    private static final int FEWEST_COUNTIES = 5;
    /** Smaller ones are left alone. */
    private static final double SMALLEST = 0.9;
    /** Standard errors that a shortfall must measure, with a dispersion of 3 and counties that differ by a tenth. */
    private static final double STANDARD_ERRORS = 2.5;

    private static final double DISPERSION = 3;
    private static final double DIFFERENCE = 0.1;
    private static final double EXPONENT = 0.75;
    private static final double LEAST = 0.1;

    private Shortfalls() {}

    /** A factor for the planned work of each window, newest first; 1 for most, all of them with fewer than five counties. */
    static double[] of(List<Evidence> counties) {
        int windows = counties.stream().mapToInt(Evidence::windows).max().orElse(0);
        double[] factors = new double[windows];
        Arrays.fill(factors, 1);
        if (counties.size() < FEWEST_COUNTIES) {
            return factors;
        }
        double[] done = new double[windows];
        double[] expected = new double[windows];
        for (Evidence county : counties) {
            for (int age = 0; age < county.windows(); age++) {
                done[age] += county.actual()[age];
                expected[age] += county.pastRatio() * county.planned()[age];
            }
        }
        double[] share = new double[windows];
        for (int age = 0; age < windows; age++) {
            share[age] = expected[age] > 0 ? Math.max(LEAST, done[age] / expected[age]) : 1;
        }
        double[] sorted = share.clone();
        Arrays.sort(sorted);
        double usual = sorted[windows / 2];
        for (int age = 0; age < windows; age++) {
            double relative = share[age] / usual;
            double error =
                    Math.sqrt(DISPERSION / Math.max(1, expected[age]) + DIFFERENCE * DIFFERENCE / counties.size());
            if (relative < SMALLEST && 1 - relative > STANDARD_ERRORS * error) {
                factors[age] = Math.pow(relative, EXPONENT);
            }
        }
        return factors;
    }
}
