package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.Lifecycle;
import io.countywatch.alert.lifecycle.Policy;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.lifecycle.Transition;
import io.countywatch.alert.lifecycle.Verdict;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** What judgements change in the alerts, and what is told of it. Pure: the clock's instant comes in as a value. */
final class Decisions {

    private final Campaign campaign;
    private final RuleSet rules;

    Decisions(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.rules = rules;
    }

    /**
     * What is known of the day that is decided on.
     *
     * @param records its assessments by {@link DayAssessor#key}
     * @param late counties of which more must be expected
     * @param snapshot null where it goes by no figures
     */
    record Day(LocalDate day, Map<String, AssessmentRecord> records, Set<String> late, String snapshot) {}

    private record Decided(Judgement judgement, StoredAlert before, Lifecycle.Decision decision) {}

    /** Decides on a campaign day, of which exactly one evaluation counts; adds everything to the result. */
    Tick.Result ofDay(Day day, List<Judgement> judgements, Tick.Known known, Instant now, Tick.Result result) {
        List<Judgement> all = new ArrayList<>(judgements);
        all.addAll(
                new Withdrawals(campaign, rules).of(judgements, known.alerts().values()));
        Map<String, SortedMap<LocalDate, Verdict>> restated = Revisions.verdicts(result.revisions());
        return decide(day, all, known, now, result, (alert, judgement) -> {
            SortedMap<LocalDate, Verdict> verdicts =
                    restated.getOrDefault(judgement.id().toString(), new TreeMap<>());
            verdicts.put(day.day(), judgement.verdict());
            boolean remembered = alert.remembers(verdicts.firstKey());
            return Lifecycle.evaluate(alert, remembered ? verdicts : verdicts.tailMap(day.day()), policy(judgement));
        });
    }

    /** Decides by the wall clock, of which every turn counts. */
    Tick.Result ofPipeline(
            LocalDate day, List<Judgement> judgements, Tick.Known known, Instant now, Tick.Result result) {
        Day nothing = new Day(day, Map.of(), Set.of(), null);
        return decide(
                nothing,
                judgements,
                known,
                now,
                result,
                (alert, judgement) -> Lifecycle.advance(alert, day, judgement.verdict(), policy(judgement)));
    }

    private static Policy policy(Judgement judgement) {
        return judgement.rule() == null ? Policy.DEFAULT : judgement.rule().policy();
    }

    private Tick.Result decide(
            Day day,
            List<Judgement> judgements,
            Tick.Known known,
            Instant now,
            Tick.Result result,
            BiFunction<Alert, Judgement, Lifecycle.Decision> lifecycle) {
        List<Decided> decided = new ArrayList<>();
        Map<String, Integer> rises = new HashMap<>(known.rises());
        Map<String, Alert> after = new HashMap<>();
        known.alerts().forEach((id, stored) -> after.put(id, stored.alert()));
        for (Judgement judgement : judgements) {
            String id = judgement.id().toString();
            StoredAlert before =
                    known.alerts().getOrDefault(id, new StoredAlert(Alert.fresh(judgement.id()), 0, Beside.NOTHING));
            Lifecycle.Decision decision = lifecycle.apply(before.alert(), judgement);
            if (day.late().contains(judgement.id().unit())) {
                decision = new Lifecycle.Decision(decision.alert().late(), decision.transition());
            }
            if (decision.alert().now().severity() == null) {
                continue; // nothing was ever raised: there is nothing to remember
            }
            decided.add(new Decided(judgement, before, decision));
            after.put(id, decision.alert());
            decision.transition()
                    .filter(Transition::isRise)
                    .ifPresent(rise -> rises.merge(rise.id().toString(), 1, Integer::sum));
        }
        // Only now is it known who speaks for whom: an inhibited alert must not be told as if it stood alone.
        Bystanders bystanders = new Bystanders(
                campaign, rules, after.values(), new Bystanders.Circumstances(known.handling(), rises, now));
        for (Decided one : decided) {
            write(one, bystanders, day, now, result);
        }
        Outgoing.sourcesFirst(result.outgoing());
        return result;
    }

    private void write(Decided one, Bystanders bystanders, Day day, Instant now, Tick.Result result) {
        Alert decided = one.decision().alert();
        Assessment assessment = one.judgement().assessment();
        AssessmentRecord record =
                assessment == null ? null : day.records().get(DayAssessor.key(assessment.unit(), assessment.plan()));
        AlertView view = AlertView.of(campaign, rules, decided, one.judgement(), record, day.snapshot());
        Beside beside = bystanders.of(decided, one.before().beside());
        boolean step =
                one.decision().transition().isEmpty() && isStep(one.before().beside(), beside);
        Alert alert = step ? decided.stepped() : decided;
        Optional<Transition> change =
                step ? Optional.of(Transition.step(alert)) : one.decision().transition();
        boolean told = change.isPresent()
                || !beside.equals(one.before().beside())
                || isNews(one.before().alert(), alert)
                || Provisional.becameFinal(one.before().alert(), alert);
        long revision = one.before().revision() + (told ? 1 : 0);
        result.alerts().add(new Tick.AlertRow(alert, revision, view, beside));
        bystanders.endOfAcknowledgement(alert).ifPresent(because -> result.ended()
                .add(new Tick.EndedAcknowledgement(alert.id().toString(), because)));
        change.ifPresent(transition -> {
            result.transitions().add(new Tick.TransitionRow(transition, view, beside));
            result.outgoing().add(Outgoing.transition(transition, view, beside, now));
        });
        if (told) {
            result.outgoing().add(Outgoing.state(alert, view, beside, revision, now));
        }
    }

    /** Whether it goes further up without a change of its own that would tell it, too. */
    private static boolean isStep(Beside before, Beside after) {
        return after.escalation() != null && !after.escalation().equals(before.escalation());
    }

    /** The current state of what is open goes out once a day with the day's figures, without a transition. */
    private static boolean isNews(Alert before, Alert after) {
        boolean open = after.now().state().isActive() || after.now().state() == State.PENDING;
        return open && !after.day().equals(before.day());
    }
}
