package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.Lifecycle;
import io.countywatch.alert.lifecycle.Memory;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.lifecycle.Transition;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.snapshot.SnapshotRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Works out everything that one evaluation writes. Pure: the clock's instant comes in as a value. */
final class Tick {

    private final Campaign campaign;
    private final RuleSet rules;

    Tick(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.rules = rules;
    }

    /** An alert as it is to be stored, with what it looks like to people. */
    record AlertRow(Alert alert, long revision, AlertView view) {}

    /** A transition as it was told. */
    record TransitionRow(Transition transition, AlertView view) {}

    /** What one tick writes. */
    record Result(
            List<AssessmentRecord> assessments,
            Map<String, Assessment> baselineCandidates,
            List<AlertRow> alerts,
            List<TransitionRow> transitions,
            List<Outgoing> outgoing) {}

    /** Evaluates one campaign day. */
    Result day(
            LocalDate day,
            Map<String, SnapshotRecord> snapshots,
            Map<String, Long> baselines,
            Map<String, StoredAlert> stored,
            Instant now) {
        List<Assessment> assessments = new DayAssessor(campaign, rules).assess(day, snapshots, baselines);
        Map<String, AssessmentRecord> records = new HashMap<>();
        Map<String, Assessment> candidates = new HashMap<>();
        List<AssessmentRecord> ordered = new ArrayList<>();
        for (Assessment assessment : assessments) {
            AssessmentRecord row = AssessmentRecord.of(
                    assessment,
                    campaign.units(),
                    campaign.measure(assessment.measure()),
                    campaign.watchlistsOf(campaign.units().get(assessment.unit())));
            ordered.add(row);
            String key = DayAssessor.key(assessment.unit(), assessment.plan());
            records.put(key, row);
            if (!baselines.containsKey(key)
                    && assessment.seen().scope() > 0
                    && !day.isBefore(assessment.inForce().plan().start())) {
                candidates.put(key, assessment);
            }
        }
        String snapshot = SnapshotRecord.newestName(snapshots.values());
        List<Judgement> judgements = new Judge(campaign, rules).judge(day, assessments, snapshots);
        return decide(judgements, records, stored, day, snapshot, now, false, ordered, candidates);
    }

    /** Judges the pipeline itself; it goes by the wall clock, so every turn counts. */
    Result pipeline(List<Judgement> judgements, Map<String, StoredAlert> stored, LocalDate day, Instant now) {
        return decide(judgements, Map.of(), stored, day, null, now, true, List.of(), Map.of());
    }

    private Result decide(
            List<Judgement> judgements,
            Map<String, AssessmentRecord> records,
            Map<String, StoredAlert> stored,
            LocalDate day,
            String snapshot,
            Instant now,
            boolean everyTurnCounts,
            List<AssessmentRecord> assessments,
            Map<String, Assessment> candidates) {
        Result result = new Result(assessments, candidates, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Judgement judgement : judgements) {
            StoredAlert before =
                    stored.getOrDefault(judgement.id().toString(), new StoredAlert(Alert.fresh(judgement.id()), 0));
            Lifecycle.Decision decision = everyTurnCounts
                    ? Lifecycle.advance(
                            before.alert(),
                            day,
                            judgement.verdict(),
                            judgement.rule().policy())
                    : Lifecycle.evaluate(
                            before.alert(),
                            day,
                            judgement.verdict(),
                            judgement.rule().policy());
            Memory memory = decision.alert().now();
            if (memory.severity() == null) {
                continue; // nothing was ever raised: there is nothing to remember
            }
            AssessmentRecord record = judgement.assessment() == null
                    ? null
                    : records.get(DayAssessor.key(
                            judgement.assessment().unit(),
                            judgement.assessment().plan()));
            AlertView view = AlertView.of(campaign, decision.alert(), judgement, record, snapshot, rules.hash());
            boolean told = decision.transition().isPresent()
                    || memory.data() != before.alert().now().data()
                    || isNews(before.alert(), decision.alert());
            long revision = before.revision() + (told ? 1 : 0);
            result.alerts().add(new AlertRow(decision.alert(), revision, view));
            decision.transition().ifPresent(transition -> {
                result.transitions().add(new TransitionRow(transition, view));
                result.outgoing().add(Outgoing.transition(transition, view, now));
            });
            if (told) {
                result.outgoing().add(Outgoing.state(decision.alert(), view, revision, now));
            }
        }
        return result;
    }

    /** The current state of what is open goes out once a day with the day's figures, without a transition. */
    private static boolean isNews(Alert before, Alert after) {
        boolean open = after.now().state().isActive() || after.now().state() == State.PENDING;
        return open && !after.day().equals(before.day());
    }
}
