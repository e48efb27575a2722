package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.handling.Handling;
import io.countywatch.alert.lifecycle.Alert;
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
import java.util.Set;
import java.util.stream.Collectors;

/** Works out everything that one evaluation writes. Pure: the clock's instant comes in as a value. */
final class Tick {

    private final Campaign campaign;
    private final RuleSet rules;
    private final Decisions decisions;

    Tick(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.rules = rules;
        this.decisions = new Decisions(campaign, rules);
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
        return decisions.ofDay(new Decisions.Day(day, records, late, snapshot), judgements, known, now, result);
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
        return decisions.ofPipeline(day, judgements, known, now, result);
    }
}
