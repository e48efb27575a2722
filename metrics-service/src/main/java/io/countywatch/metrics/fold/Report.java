package io.countywatch.metrics.fold;

import io.countywatch.metrics.fold.Fact.UnitReported;

/**
 * Every event is a report of the place it comes from: the ledger keeps it like a figure, so that silence can be asked for
 * as of any day and as known at any instant.
 */
final class Report {

    static final Count ONE = new Count(1, 0);

    private Report() {}

    static Figure of(SubjectState after, Event event) {
        return new Figure(event.county(), village(after, event), Figure.REPORT, "RECEIVED");
    }

    private static String village(SubjectState after, Event event) {
        if (event.fact() instanceof UnitReported reported) {
            // The subject is the unit itself; "data.village" says it for a county's report of one village.
            String unit = reported.village() != null ? reported.village() : event.subject();
            return unit.equals(event.county()) ? null : unit;
        }
        boolean atHome = after.residence() != null
                && event.county().equals(after.residence().county());
        return atHome ? after.residence().village() : null;
    }
}
