package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.handling.HandlingStore;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.rules.Check;
import io.countywatch.alert.rules.Facts;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.Rung;
import io.countywatch.alert.startup.Json;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explains what was decided about an alert on a day, from what was kept then; also if nothing ever fired. */
@Singleton
public class Explainer {

    private final Campaign campaign;
    private final Database database;
    private final HandlingStore handling;

    Explainer(Campaign campaign, Database database, HandlingStore handling) {
        this.campaign = campaign;
        this.database = database;
        this.handling = handling;
    }

    /**
     * Explains the last judged day that is not after one.
     *
     * @return empty if no rule of that name ever judged that unit and measure
     */
    public Optional<Explanation> explain(AlertId id, LocalDate asOf) {
        Optional<Unit> unit = campaign.units().find(id.unit());
        if (unit.isEmpty()) {
            return Optional.empty();
        }
        return database.inTransaction(connection -> {
            ExplanationStore store = new ExplanationStore(connection);
            Optional<ExplanationStore.Judged> judged =
                    store.judged(id, unit.get().level(), asOf);
            if (judged.isEmpty()) {
                return Optional.empty();
            }
            StoodStore stands = new StoodStore(connection);
            Optional<Stood> stood = stands.on(id.toString(), asOf);
            List<Explanation.Suppressor> suppressors =
                    stood.isEmpty() || stood.get().beside() == null
                            ? List.of()
                            : new Suppressors(stands, handling, asOf)
                                    .of(id.toString(), stood.get().beside());
            boolean past = stands.hasGoneOn(asOf);
            return Optional.of(explanation(
                    unit.get(),
                    id,
                    judged.get(),
                    new Then(
                            stood,
                            suppressors,
                            store.notifications(id, past ? judged.get().day() : null),
                            past)));
        });
    }

    /** What is kept of the alert at the end of the day. */
    private record Then(
            Optional<Stood> stood,
            List<Explanation.Suppressor> suppressors,
            List<Explanation.Notification> notifications,
            boolean past) {}

    private static Explanation explanation(Unit unit, AlertId id, ExplanationStore.Judged judged, Then then) {
        String text = judged.rule().toString();
        Rule rule = Json.read(text, Rule.class);
        Facts facts = Json.read(judged.facts(), Facts.class);
        VerdictRecord verdict = VerdictRecord.of(rule.judge(facts));
        List<Explanation.Threshold> thresholds = thresholds(rule, facts);
        List<Rung> ladder = ladder(unit, id, judged);
        Explanation.StateNow state =
                then.stood().map(stood -> state(stood, rule)).orElse(null);
        return new Explanation(
                id.toString(),
                judged.day(),
                Reasons.of(
                        new Reasons.Given(judged, verdict, rule, thresholds, ladder),
                        new Reasons.Alert(
                                state,
                                then.stood().isPresent() && then.stood().get().beside() == null,
                                then.suppressors())),
                verdict,
                new Explanation.RuleInForce(rule.id(), RuleSet.hash(text), judged.ruleSet(), judged.rule()),
                judged.inputs(),
                thresholds,
                ladder,
                state,
                then.suppressors(),
                then.notifications(),
                then.past(),
                null);
    }

    /** Where the status of a plan comes from, by the thresholds of then; empty without either. */
    private static List<Rung> ladder(Unit unit, AlertId id, ExplanationStore.Judged judged) {
        if (judged.inputs().assessment() == null || judged.rules().isEmpty()) {
            return List.of();
        }
        AssessmentRecord assessed = Json.read(judged.inputs().assessment().toString(), AssessmentRecord.class);
        AssessmentRecord.ReadingRecord reading = assessed.inForce();
        return Rung.of(
                judged.rules().get().ladder(unit.level(), id.measure()),
                new Rung.Seen(
                        reading.remaining(),
                        reading.gap(),
                        reading.minimumGap(),
                        reading.lagDays(),
                        reading.spiT(),
                        reading.probabilityOnTime(),
                        (int) ChronoUnit.DAYS.between(reading.start(), assessed.day()),
                        (int) ChronoUnit.DAYS.between(assessed.day(), reading.due())));
    }

    private static List<Explanation.Threshold> thresholds(Rule rule, Facts facts) {
        List<Explanation.Threshold> thresholds = new ArrayList<>();
        for (Severity severity : List.of(Severity.CRITICAL, Severity.WARNING)) {
            if (rule.severity().containsKey(severity)) {
                List<Check> checks = rule.severity().get(severity).checks(facts);
                thresholds.add(new Explanation.Threshold(
                        severity.label(), checks.stream().allMatch(Check::holds), checks));
            }
        }
        boolean raises = thresholds.stream().anyMatch(Explanation.Threshold::holds);
        boolean done = facts.status() != null && facts.status().isDone();
        List<Check> clear = rule.clearChecks(facts);
        thresholds.add(new Explanation.Threshold(
                "clear", !raises && (done || clear.stream().allMatch(Check::holds)), clear));
        return thresholds;
    }

    private static Explanation.StateNow state(Stood stood, Rule rule) {
        Beside beside = stood.beside();
        return new Explanation.StateNow(
                stood.state(),
                stood.severity(),
                stood.episode(),
                stood.since(),
                stood.day(),
                stood.memory() == null ? null : stood.memory().raising(),
                rule.policy().raiseAfter(),
                stood.memory() == null ? null : stood.memory().clearing(),
                rule.policy().clearAfter(),
                beside == null ? null : beside.escalation(),
                beside == null ? null : Json.tree(Json.write(beside.acknowledgement())));
    }
}
