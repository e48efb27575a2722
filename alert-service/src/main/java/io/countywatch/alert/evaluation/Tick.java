package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.handling.Handling;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.Lifecycle;
import io.countywatch.alert.lifecycle.Policy;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.lifecycle.Transition;
import io.countywatch.alert.lifecycle.Verdict;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.snapshot.SnapshotRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Works out everything that one evaluation writes. Pure: the clock's instant comes in as a value. */
final class Tick {

    private final Campaign campaign;
    private final RuleSet rules;

    Tick(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.rules = rules;
    }

    /** An alert as it is to be stored, with what it looks like to people. */
    record AlertRow(Alert alert, long revision, AlertView view, Beside beside) {}

    /** A transition as it was told. */
    record TransitionRow(Transition transition, AlertView view, Beside beside) {}

    /** An acknowledgement that this evaluation ends. */
    record EndedAcknowledgement(String alert, String because) {}

    /** What an evaluation starts from, beside the figures. */
    record Known(Map<String, StoredAlert> alerts, Handling handling, Map<String, Integer> rises) {}

    /** What one tick writes. */
    record Result(
            List<AssessmentRecord> assessments,
            Map<String, Assessment> baselineCandidates,
            List<AlertRow> alerts,
            List<TransitionRow> transitions,
            List<Outgoing> outgoing,
            List<EndedAcknowledgement> ended,
            List<Judgement> judgements,
            List<Revisions.Revision> revisions) {}

    private record Decided(Judgement judgement, StoredAlert before, Lifecycle.Decision decision) {}

    /**
     * The figures of a day.
     *
     * @param counties every county's snapshot
     * @param firstSeen villages whose scope on a plan is seen for the first time
     * @param earlier evaluated days from the first restated one on, in order
     */
    record Figures(
            Map<String, SnapshotRecord> counties,
            VillageParts villages,
            Map<String, Assessment> firstSeen,
            List<Revisions.Earlier> earlier) {}

    /** Evaluates one campaign day. */
    Result day(LocalDate day, Figures figures, Map<String, Long> baselines, Known known, Instant now) {
        Map<String, SnapshotRecord> snapshots = figures.counties();
        List<Assessment> assessments =
                new DayAssessor(campaign, rules).assess(day, snapshots, figures.villages(), baselines);
        Map<String, AssessmentRecord> records = new HashMap<>();
        Map<String, Assessment> candidates = new HashMap<>(figures.firstSeen());
        // The percentile dates are the dearest part of a tick, and each is a function of its assessment alone.
        List<AssessmentRecord> ordered = assessments.parallelStream()
                .map(assessment -> AssessmentRecord.of(assessment, campaign, rules))
                .toList();
        for (int i = 0; i < ordered.size(); i++) {
            Assessment assessment = assessments.get(i);
            AssessmentRecord row = ordered.get(i);
            String key = DayAssessor.key(assessment.unit(), assessment.plan());
            records.put(key, row);
            if (!baselines.containsKey(key) && DayAssessor.isBaseline(assessment)) {
                candidates.put(key, assessment);
            }
        }
        String snapshot = SnapshotRecord.newestName(snapshots.values());
        List<Judgement> judgements = new Judge(campaign, rules).judge(day, assessments, snapshots);
        Result result = new Result(
                ordered,
                candidates,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                judgements,
                new Revisions(campaign, rules).of(figures.earlier(), baselines));
        Set<String> late = snapshots.values().stream()
                .filter(SnapshotRecord::comesLate)
                .map(SnapshotRecord::county)
                .collect(Collectors.toSet());
        return decide(judgements, records, late, known, day, snapshot, now, false, result);
    }

    /** Judges the pipeline itself; it goes by the wall clock, so every turn counts. */
    Result pipeline(List<Judgement> judgements, Known known, LocalDate day, Instant now) {
        Result result = new Result(
                List.of(),
                Map.of(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                judgements,
                List.of());
        return decide(judgements, Map.of(), Set.of(), known, day, null, now, true, result);
    }

    private Result decide(
            List<Judgement> judgements,
            Map<String, AssessmentRecord> records,
            Set<String> late,
            Known known,
            LocalDate day,
            String snapshot,
            Instant now,
            boolean everyTurnCounts,
            Result result) {
        List<Decided> decided = new ArrayList<>();
        Map<String, Integer> rises = new HashMap<>(known.rises());
        Map<String, Alert> after = new HashMap<>();
        known.alerts().forEach((id, stored) -> after.put(id, stored.alert()));
        Map<String, SortedMap<LocalDate, Verdict>> restated = Revisions.verdicts(result.revisions());
        List<Judgement> all = new ArrayList<>(judgements);
        all.addAll(
                everyTurnCounts
                        ? List.of()
                        : new Withdrawals(campaign, rules)
                                .of(judgements, known.alerts().values()));
        for (Judgement judgement : all) {
            String id = judgement.id().toString();
            StoredAlert before =
                    known.alerts().getOrDefault(id, new StoredAlert(Alert.fresh(judgement.id()), 0, Beside.NOTHING));
            Policy policy =
                    judgement.rule() == null ? Policy.DEFAULT : judgement.rule().policy();
            SortedMap<LocalDate, Verdict> verdicts = restated.getOrDefault(id, new TreeMap<>());
            verdicts.put(day, judgement.verdict());
            Lifecycle.Decision decision;
            if (everyTurnCounts) {
                decision = Lifecycle.advance(before.alert(), day, judgement.verdict(), policy);
            } else {
                boolean remembered = before.alert().remembers(verdicts.firstKey());
                decision = Lifecycle.evaluate(before.alert(), remembered ? verdicts : verdicts.tailMap(day), policy);
            }
            if (late.contains(judgement.id().unit())) {
                decision = new Lifecycle.Decision(decision.alert().late(), decision.transition());
            }
            if (decision.alert().now().severity() == null) {
                continue; // nothing was ever raised: there is nothing to remember
            }
            decided.add(new Decided(judgement, before, decision));
            after.put(judgement.id().toString(), decision.alert());
            decision.transition()
                    .filter(Transition::isRise)
                    .ifPresent(rise -> rises.merge(rise.id().toString(), 1, Integer::sum));
        }
        // Only now is it known who speaks for whom: an inhibited alert must not be told as if it stood alone.
        Bystanders bystanders = new Bystanders(
                campaign, rules, after.values(), new Bystanders.Circumstances(known.handling(), rises, now));
        for (Decided one : decided) {
            write(one, bystanders, records, snapshot, now, result);
        }
        Outgoing.sourcesFirst(result.outgoing());
        return result;
    }

    private void write(
            Decided one,
            Bystanders bystanders,
            Map<String, AssessmentRecord> records,
            String snapshot,
            Instant now,
            Result result) {
        Alert alert = one.decision().alert();
        Assessment assessment = one.judgement().assessment();
        AssessmentRecord record =
                assessment == null ? null : records.get(DayAssessor.key(assessment.unit(), assessment.plan()));
        AlertView view = AlertView.of(campaign, alert, one.judgement(), record, snapshot, rules.hash());
        Beside beside = bystanders.of(alert, one.before().beside());
        boolean told = one.decision().transition().isPresent()
                || !beside.equals(one.before().beside())
                || isNews(one.before().alert(), alert)
                || Provisional.becameFinal(one.before().alert(), alert);
        long revision = one.before().revision() + (told ? 1 : 0);
        result.alerts().add(new AlertRow(alert, revision, view, beside));
        bystanders.endOfAcknowledgement(alert).ifPresent(because -> result.ended()
                .add(new EndedAcknowledgement(alert.id().toString(), because)));
        one.decision().transition().ifPresent(transition -> {
            result.transitions().add(new TransitionRow(transition, view, beside));
            result.outgoing().add(Outgoing.transition(transition, view, beside, now));
        });
        if (told) {
            result.outgoing().add(Outgoing.state(alert, view, beside, revision, now));
        }
    }

    /** The current state of what is open goes out once a day with the day's figures, without a transition. */
    private static boolean isNews(Alert before, Alert after) {
        boolean open = after.now().state().isActive() || after.now().state() == State.PENDING;
        return open && !after.day().equals(before.day());
    }
}
