package io.countywatch.alert.schedule;

import io.countywatch.alert.campaign.PlanVersion;

/**
 * The work that is left at the end of a day.
 *
 * @param at AT, days from the plan's start
 * @param scope S
 * @param done A
 */
public record Ahead(PlanVersion plan, int at, long scope, long done) {

    /** What must still be done to be finished within the plan's tolerance, at least 0. */
    double left() {
        return Math.max(0, scope - done - plan.tolerance() * scope);
    }

    /** Planned work of the next days; after the due date the plan's mean pace goes on. */
    double exposure(int days) {
        int beyond = Math.max(0, at + days - Math.max(at, plan.days()));
        return scope * (plan.planned(at + days) - plan.planned(at) + (double) beyond / plan.days());
    }

    /** T − t in days, negative when overdue. */
    int daysLeft() {
        return plan.days() - at;
    }
}
