package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.handling.HandlingStore;
import io.countywatch.alert.handling.SilenceRecord;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Memory;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.rules.Check;
import io.countywatch.alert.rules.Facts;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.Rung;
import io.countywatch.alert.startup.Json;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Explains what was decided about an alert on a day, from what was kept then; also if nothing ever fired. */
@Singleton
public class Explainer {

    private final Campaign campaign;
    private final Database database;
    private final HandlingStore handling;
    private final Clock clock;

    Explainer(Campaign campaign, Database database, HandlingStore handling, Clock clock) {
        this.campaign = campaign;
        this.database = database;
        this.handling = handling;
        this.clock = clock;
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
            Optional<StoredAlert> stored = store.alert(id.toString());
            Map<String, SilenceRecord> silences = handling.silences(clock.instant()).stream()
                    .collect(Collectors.toMap(SilenceRecord::id, Function.identity()));
            return Optional.of(explanation(unit.get(), id, judged.get(), stored, silences, store.notifications(id)));
        });
    }

    private static Explanation explanation(
            Unit unit,
            AlertId id,
            ExplanationStore.Judged judged,
            Optional<StoredAlert> stored,
            Map<String, SilenceRecord> silences,
            List<Explanation.Notification> notifications) {
        String text = judged.rule().toString();
        Rule rule = Json.read(text, Rule.class);
        Facts facts = Json.read(judged.facts(), Facts.class);
        VerdictRecord verdict = VerdictRecord.of(rule.judge(facts));
        List<Explanation.Threshold> thresholds = thresholds(rule, facts);
        List<Rung> ladder = ladder(unit, id, judged);
        List<Explanation.Suppressor> suppressors =
                stored.map(alert -> suppressors(alert.beside(), silences)).orElse(List.of());
        return new Explanation(
                id.toString(),
                judged.day(),
                Reasons.of(new Reasons.Given(judged, verdict, rule, thresholds, ladder), stored, suppressors),
                verdict,
                new Explanation.RuleInForce(rule.id(), RuleSet.hash(text), judged.ruleSet(), judged.rule()),
                judged.inputs(),
                thresholds,
                ladder,
                stored.map(alert -> stateNow(alert, rule)).orElse(null),
                suppressors,
                notifications);
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

    private static List<Explanation.Suppressor> suppressors(Beside beside, Map<String, SilenceRecord> silences) {
        List<Explanation.Suppressor> suppressors = new ArrayList<>();
        beside.inhibitedBy()
                .forEach(source -> suppressors.add(
                        new Explanation.Suppressor(Beside.INHIBITED, source, "that alert speaks for this one")));
        beside.silencedBy().forEach(silence -> {
            SilenceRecord record = silences.get(silence);
            suppressors.add(new Explanation.Suppressor(
                    Beside.SILENCED,
                    silence,
                    record == null ? "ended meanwhile" : record.owner() + ": " + record.reason()));
        });
        if (beside.isFlapping()) {
            suppressors.add(new Explanation.Suppressor(
                    Beside.FLAPPING, null, "it rose too often in " + Bystanders.FLAPPING_DAYS + " days"));
        }
        return suppressors;
    }

    private static Explanation.StateNow stateNow(StoredAlert stored, Rule rule) {
        Alert alert = stored.alert();
        Memory now = alert.now();
        return new Explanation.StateNow(
                now.state().name(),
                now.severity().label(),
                now.episode(),
                now.since(),
                alert.day(),
                now.raising(),
                rule.policy().raiseAfter(),
                now.clearing(),
                rule.policy().clearAfter(),
                stored.beside().escalation(),
                Json.tree(Json.write(stored.beside().acknowledgement())));
    }
}
