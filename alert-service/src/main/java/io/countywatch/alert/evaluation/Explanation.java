package io.countywatch.alert.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.notification.Untold;
import io.countywatch.alert.rules.Check;
import io.countywatch.alert.rules.Rung;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Why an alert fired, or why not.
 *
 * @param day the campaign day that is explained
 * @param thresholds what each severity needs and what clears it
 * @param ladder where its status comes from, with the thresholds of then; empty for rules without a plan, where nothing is
 *     left, and of days of before they were kept
 * @param state as it stood at the end of the day that was asked for, null if the alert had never been raised by then
 * @param suppression who kept it quiet then, and who kept those quiet; empty where that is not kept, and then {@code why}
 *     says so
 * @param notifications what was decided to be told, newest first; of a past day, on that day
 * @param past whether later days have been evaluated since: nobody can say any more what was not told then
 * @param untold why receivers do not know how the alert stands, or not yet; null of a past day
 */
public record Explanation(
        String alert,
        LocalDate day,
        List<String> why,
        VerdictRecord verdict,
        RuleInForce rule,
        Inputs inputs,
        List<Threshold> thresholds,
        List<Rung> ladder,
        StateNow state,
        List<Suppressor> suppression,
        List<Notification> notifications,
        boolean past,
        List<Untold> untold) {

    /**
     * The rule that was in force on the day, with everything filled in.
     *
     * @param hash of this rule alone
     * @param ruleSetHash of the file: decisions name it
     */
    public record RuleInForce(String id, String hash, String ruleSetHash, JsonNode text) {}

    /**
     * What it was judged by.
     *
     * @param countyRevision revision of the county's figures, null for wider units
     * @param assessment null for rules without a plan
     * @param asRecorded the assessment as it was before late data restated the day, null where none did
     */
    public record Inputs(
            String snapshot,
            long tick,
            long epoch,
            Instant decidedAt,
            Long countyRevision,
            JsonNode facts,
            String remark,
            JsonNode assessment,
            JsonNode asRecorded) {}

    /** @param of {@code critical}, {@code warning} or {@code clear} */
    public record Threshold(String of, boolean holds, List<Check> checks) {}

    /**
     * Counted evaluations against those that are needed; null where the counters of a past day are not kept.
     *
     * @param day of the evaluation or the transition that this is from
     */
    public record StateNow(
            String state,
            String severity,
            int episode,
            LocalDate since,
            LocalDate day,
            Integer raising,
            int raiseAfter,
            Integer clearing,
            int clearAfter,
            String escalation,
            JsonNode acknowledgement) {}

    /**
     * Who keeps an alert quiet, and why.
     *
     * @param of the alert that is kept quiet
     * @param direct whether that is the explained one; else one that speaks for it
     */
    public record Suppressor(String kind, String by, String reason, String of, boolean direct) {

        /** Its line in {@link Explanation#why}. */
        String why() {
            return (direct ? "it" : of) + " is " + kind.toLowerCase(Locale.ROOT) + (by == null ? "" : " by " + by);
        }
    }

    /**
     * One thing told, or to be told.
     *
     * @param deliveredAt null while it is not acknowledged
     * @param waitsFor the notification that goes first, null if none does
     * @param supersededBy the later notification that was told in its place, null if none was
     */
    public record Notification(
            String id,
            String sink,
            Instant decidedAt,
            Instant deliveredAt,
            int attempts,
            String waitsFor,
            String supersededBy) {

        /** A notification is named after its alert: {@code alert#sequence} or {@code alert@revision}. */
        private Notification without(Predicate<String> hidden) {
            boolean told = waitsFor == null || !hidden.test(waitsFor.split("[#@]")[0]);
            return told ? this : new Notification(id, sink, decidedAt, deliveredAt, attempts, null, supersededBy);
        }
    }

    /** The same without a word of the alerts that speak for this one and are not for its reader. */
    public Explanation without(Predicate<String> hidden) {
        List<Suppressor> told = suppression.stream()
                .filter(one ->
                        !hidden.test(one.of()) && (!one.kind().equals(Beside.INHIBITED) || !hidden.test(one.by())))
                .toList();
        List<String> secret = suppression.stream()
                .filter(one -> !told.contains(one))
                .map(Suppressor::why)
                .toList();
        return new Explanation(
                alert,
                day,
                why.stream().filter(line -> !secret.contains(line)).toList(),
                verdict,
                rule,
                inputs,
                thresholds,
                ladder,
                state,
                told,
                notifications.stream().map(one -> one.without(hidden)).toList(),
                past,
                untold);
    }

    /** The same with why receivers do not know. */
    public Explanation with(List<Untold> receivers) {
        return new Explanation(
                alert,
                day,
                why,
                verdict,
                rule,
                inputs,
                thresholds,
                ladder,
                state,
                suppression,
                notifications,
                past,
                receivers);
    }
}
