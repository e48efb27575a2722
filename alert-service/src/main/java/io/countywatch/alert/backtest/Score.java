package io.countywatch.alert.backtest;

import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.lifecycle.Transition;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A rule's firings held against how the units ended.
 *
 * @param decided units and measures of which the outcome is known
 * @param late those of them that had something left on the due date
 * @param alerted those of them on which the rule fired by the due date
 * @param precision share of the alerted that ended late, null if none was alerted
 * @param recall share of the late that were alerted, null if none was late
 * @param medianLeadTimeDays days from the first firing of the last episode to the due date, over the late that were
 *     alerted; null without one
 */
public record Score(
        int decided,
        int late,
        int alerted,
        int truePositives,
        int falsePositives,
        int falseNegatives,
        Double precision,
        Double recall,
        Double medianLeadTimeDays) {

    /** @param transitions of one rule */
    static Score of(List<Transition> transitions, List<Outcome> outcomes) {
        int late = 0;
        int alerted = 0;
        int hits = 0;
        List<Long> leads = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            LocalDate fired = lastEpisode(transitions, outcome);
            late += outcome.late() ? 1 : 0;
            alerted += fired != null ? 1 : 0;
            if (outcome.late() && fired != null) {
                hits++;
                leads.add(ChronoUnit.DAYS.between(fired, outcome.due()));
            }
        }
        return new Score(
                outcomes.size(),
                late,
                alerted,
                hits,
                alerted - hits,
                late - hits,
                share(hits, alerted),
                share(hits, late),
                median(leads));
    }

    /** The day on which the last episode before the due date began to fire; null if none did. */
    private static LocalDate lastEpisode(List<Transition> transitions, Outcome outcome) {
        LocalDate fired = null;
        int episode = 0;
        for (Transition transition : transitions) {
            if (transition.to() == State.FIRING
                    && transition.isRise()
                    && transition.id().unit().equals(outcome.unit())
                    && transition.id().measure().equals(outcome.measure())
                    && !transition.day().isAfter(outcome.due())
                    && (fired == null || transition.episode() != episode)) {
                fired = transition.day();
                episode = transition.episode();
            }
        }
        return fired;
    }

    private static Double share(int part, int whole) {
        return whole == 0 ? null : Math.round(1000.0 * part / whole) / 1000.0;
    }

    private static Double median(List<Long> values) {
        if (values.isEmpty()) {
            return null;
        }
        Collections.sort(values);
        int middle = values.size() / 2;
        return values.size() % 2 == 1
                ? (double) values.get(middle)
                : (values.get(middle - 1) + values.get(middle)) / 2.0;
    }
}
