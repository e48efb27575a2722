package io.countywatch.alert.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * Several ways in which a pace may change, each weighed by how well it would have foretold the windows of the past: a
 * discounted Gamma–Poisson for each (power discounting of a Bayesian filter), and a weighted sum of their
 * probabilities. Closed form, no random numbers.
 *
 * @param hypotheses with weights that add up to 1
 */
public record PaceHypotheses(List<Hypothesis> hypotheses) implements Forecast.Outlook {

    /**
     * One way in which a pace may change.
     *
     * @param drift standard deviation of the pace's relative change from one week to the next, 0 for a steady pace
     * @param rush by how much the pace grows towards the due date
     * @param weight how much it is believed, 0 to 1
     * @param pace what is believed of the mean pace until the due date, if it is so
     */
    public record Hypothesis(double drift, EndRush rush, double weight, Pace pace) {}

    /** Standard deviations of the relative change in a week: steady, drifting, fast. */
    private static final double[] DRIFTS = {0, 0.1, 0.2};

    private static final double[] RUSHES = {0, 0.4, 0.8};

    private static final double NEGLIGIBLE = 1e-3;

    public PaceHypotheses {
        hypotheses = List.copyOf(hypotheses);
    }

    /** Weighs hypotheses that are equally likely at first by the windows, oldest first. */
    static PaceHypotheses of(Evidence evidence, Ahead ahead) {
        double dispersion = evidence.dispersionOfSteps();
        double weeks = Math.max(0, ahead.daysLeft()) / (double) Evidence.WINDOW_DAYS;
        List<Hypothesis> hypotheses = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (double growth : RUSHES) {
            EndRush rush = new EndRush(growth);
            double[] planned = rush.windows(evidence, ahead);
            for (double drift : DRIFTS) {
                Filter filter = new Filter(drift, Pace.prior(dispersion));
                for (int age = evidence.windows() - 1; age >= 0; age--) {
                    filter.see(evidence.actual()[age], planned[age]);
                }
                best = Math.max(best, filter.logLikelihood());
                // The mean of a random walk over the next w steps has a third of the variance of its end.
                Pace mean = filter.pace().widened(drift * drift * weeks / 3);
                hypotheses.add(new Hypothesis(drift, rush, filter.logLikelihood(), mean));
            }
        }
        return new PaceHypotheses(normalised(hypotheses, best));
    }

    /** From logarithms to weights that add up to 1, without those that hardly count. */
    private static List<Hypothesis> normalised(List<Hypothesis> logarithms, double best) {
        double all = logarithms.stream()
                .mapToDouble(one -> Math.exp(one.weight() - best))
                .filter(weight -> weight >= NEGLIGIBLE)
                .sum();
        return logarithms.stream()
                .filter(one -> Math.exp(one.weight() - best) >= NEGLIGIBLE)
                .map(one -> new Hypothesis(one.drift(), one.rush(), Math.exp(one.weight() - best) / all, one.pace()))
                .toList();
    }

    @Override
    public double finishedWithin(int days, Ahead ahead) {
        double probability = 0;
        for (Hypothesis one : hypotheses) {
            double exposure = one.rush().exposure(ahead, days);
            probability += one.weight() * one.pace().finished(exposure, ahead.left());
        }
        return Math.min(1, probability);
    }

    @Override
    public double doesWithin(double work, int days, Ahead ahead) {
        double probability = 0;
        for (Hypothesis one : hypotheses) {
            probability += one.weight() * one.pace().does(one.rush().exposure(ahead, days), work);
        }
        return Math.min(1, probability);
    }
}
