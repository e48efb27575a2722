package io.countywatch.alert.rules;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.PlanVersion;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.Observation;
import io.countywatch.alert.schedule.Silence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures of a test, from which the status is assessed with the thresholds, the forecast and the watchlists of the file.
 *
 * @param day at whose end they count; the day after the one before if not given
 * @param scope S
 * @param done A; not beside {@code pace}
 * @param weeks net completions of the weeks that end on the day, oldest first; not beside {@code pace}
 * @param pace what was done of what was planned, evenly from the start of the plan: 0.85 for 15 % too little
 */
record TestFigures(LocalDate day, Long scope, Long done, List<Long> weeks, Double pace) {

    private static final int WEEK = 7;
    private static final int MOST_WEEKS = 12;

    TestFigures {
        if (scope == null || scope < 1) {
            throw new IllegalArgumentException("figures need a scope of 1 or more");
        }
        if ((pace == null) == (done == null) || (pace != null && weeks != null)) {
            throw new IllegalArgumentException("figures need either pace, or done (and weeks, for a forecast)");
        }
        if ((pace != null && pace < 0) || (done != null && (done < 0 || done > scope))) {
            throw new IllegalArgumentException("pace and done must be 0 or more, and done at most the scope");
        }
        weeks = weeks == null ? List.of() : List.copyOf(weeks);
    }

    /**
     * How figures are read.
     *
     * @param plan that they are held against
     * @param measure whose thresholds count; null for those of every measure
     * @param watchlist of the file, null for none
     */
    record Frame(RuleSet rules, Rule rule, PlanVersion plan, String measure, String watchlist) {

        private double gMinFactor() {
            return rules.watchlists().stream()
                    .filter(list -> list.id().equals(watchlist))
                    .mapToDouble(RuleSet.RuleWatchlist::gMinFactor)
                    .findFirst()
                    .orElse(1);
        }
    }

    /** The assessment of a day. */
    Assessment assess(LocalDate today, boolean silent, Frame frame) {
        Level level = Level.valueOf(frame.rule().subject().name());
        Plan plan = new Plan("test", "test", List.of("CN"), List.of(level), List.of(frame.plan()), false, null, null);
        Observation seen = seen(frame.plan(), today, silent);
        return Assessment.of(
                new Assessment.Input("test", level, plan, today, seen, frame.gMinFactor(), scope, List.of()),
                frame.rules().ladder(level, frame.measure()));
    }

    private Observation seen(PlanVersion plan, LocalDate today, boolean silent) {
        long now = done == null ? doneAt(plan, plan.actualTime(today)) : done;
        return new Observation(
                scope,
                now,
                pace == null ? weeks : weeksUntil(plan, plan.actualTime(today)),
                0,
                silent ? new Silence(true, scope, now) : Silence.NONE);
    }

    private List<Long> weeksUntil(PlanVersion plan, int at) {
        List<Long> windows = new ArrayList<>();
        for (int age = Math.min(MOST_WEEKS, Math.floorDiv(at, WEEK)) - 1; age >= 0; age--) {
            windows.add(doneAt(plan, at - age * WEEK) - doneAt(plan, at - (age + 1) * WEEK));
        }
        return windows;
    }

    private long doneAt(PlanVersion plan, int at) {
        return Math.min(scope, Math.round(pace * plan.planned(at) * scope));
    }
}
