package io.countywatch.alert.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.rules.Condition;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.rules.Rung;
import io.countywatch.alert.schedule.Status;
import java.util.ArrayList;
import java.util.List;

/** The sentences of an explanation: why, and why not. Pure. */
final class Reasons {

    private Reasons() {}

    /**
     * What was judged, and by what.
     *
     * @param ladder empty where there is none
     */
    record Given(
            ExplanationStore.Judged judged,
            VerdictRecord verdict,
            Rule rule,
            List<Explanation.Threshold> thresholds,
            List<Rung> ladder) {

        boolean noData() {
            return verdict.says().equals("NO_DATA");
        }

        /** A statement of the assessment; missing where there is no plan. */
        JsonNode assessed(String pointer) {
            JsonNode assessment = judged.inputs().assessment();
            return assessment == null ? MissingNode.getInstance() : assessment.at(pointer);
        }
    }

    /**
     * How the alert stood.
     *
     * @param state null if it had never been raised
     * @param forgotten whether what stood beside it is not kept any more
     */
    record Alert(Explanation.StateNow state, boolean forgotten, List<Explanation.Suppressor> suppressors) {}

    static List<String> of(Given given, Alert alert) {
        List<String> why = new ArrayList<>();
        if (given.judged().inputs().asRecorded() != null) {
            why.add("late data have restated the day: it is judged by its figures of snapshot "
                    + given.judged().inputs().snapshot());
        }
        why.add(verdict(given.verdict()));
        if (!given.noData()) {
            for (Explanation.Threshold threshold : given.thresholds()) {
                threshold.checks().stream()
                        .filter(check -> !check.holds())
                        .forEach(check -> why.add(threshold.of() + " needs " + check.fact() + " " + check.needed()
                                + ", it is " + check.value()));
            }
        }
        status(given, why);
        if (alert.state() != null) {
            counters(alert.state(), why);
        }
        alert.suppressors().forEach(one -> why.add(one.why()));
        if (alert.forgotten()) {
            why.add(
                    "who kept it quiet, who had taken it on and how far it had gone up on that day is not kept any more");
        }
        return why;
    }

    private static String verdict(VerdictRecord verdict) {
        return switch (verdict.says()) {
            case "RAISE" -> "it raises as " + verdict.severity() + (verdict.atOnce() ? ", at once" : "");
            case "NO_DATA" -> "nobody can say (" + verdict.noData() + "): the alert stays as it was";
            case "CLEAR" -> "it is clear";
            default -> "between the two thresholds nothing changes";
        };
    }

    /** Why the status is not one of those that the rule asks for, or by which thresholds it is. */
    private static void status(Given given, List<String> why) {
        if (given.assessed("/silent").asBoolean()) {
            why.add("in part silent: " + given.assessed("/bounds/lower").asText() + " by what is known, "
                    + given.assessed("/bounds/upper").asText() + " were the silent villages on plan");
        }
        List<Status> wanted = given.rule().severity().values().stream()
                .map(Condition::status)
                .filter(statuses -> statuses != null)
                .flatMap(List::stream)
                .toList();
        for (Rung rung : given.ladder()) {
            if (wanted.stream().anyMatch(status -> status.name().equals(rung.of()))) {
                why.add(rung.holds() ? rung.of() + " by " + rung.needs() : Rung.missed(rung, given.ladder()));
            }
        }
    }

    private static void counters(Explanation.StateNow state, List<String> why) {
        if (state.state().equals(State.PENDING.name())) {
            why.add("it fires after " + state.raiseAfter() + " raising evaluations, " + soFar(state.raising()));
        }
        if (state.state().equals(State.RECOVERING.name())) {
            why.add("it is resolved after " + state.clearAfter() + " clearing evaluations, " + soFar(state.clearing()));
        }
    }

    private static String soFar(Integer counted) {
        return counted == null ? "how many there were by then is not kept any more" : counted + " so far";
    }
}
