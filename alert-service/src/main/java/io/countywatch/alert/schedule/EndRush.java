package io.countywatch.alert.schedule;

import io.countywatch.alert.campaign.PlanVersion;

/**
 * The pace grows evenly over the last five weeks before the due date, and ends there.
 *
 * @param growth by how much at the due date: 0.4 for 1.4 times the pace before
 */
public record EndRush(double growth) {

    private static final int DAYS = 35;

    /** Planned work of the next days, more of it in the rush; after the due date the plan's mean pace goes on. */
    double exposure(Ahead ahead, int days) {
        return ahead.exposure(days) + extra(ahead, ahead.at(), ahead.at() + days);
    }

    /** Planned work of the windows, likewise, newest first. */
    double[] windows(Evidence evidence, Ahead ahead) {
        double[] planned = evidence.planned().clone();
        for (int age = 0; age < planned.length; age++) {
            int end = ahead.at() - age * Evidence.WINDOW_DAYS;
            planned[age] += extra(ahead, end - Evidence.WINDOW_DAYS, end);
        }
        return planned;
    }

    private double extra(Ahead ahead, int from, int to) {
        PlanVersion plan = ahead.plan();
        int due = plan.days();
        int first = Math.max(from, due - DAYS);
        int last = Math.min(to, due);
        if (growth == 0 || first >= last) {
            return 0;
        }
        double sum = 0;
        double before = plan.planned(first);
        for (int day = first + 1; day <= last; day++) {
            double now = plan.planned(day);
            sum += (now - before) * (1 - (double) (due - day) / DAYS);
            before = now;
        }
        return growth * ahead.scope() * sum;
    }
}
