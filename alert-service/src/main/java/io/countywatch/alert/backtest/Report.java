package io.countywatch.alert.backtest;

import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.lifecycle.Transition;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.rules.RuleSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What would have been told.
 *
 * @param days evaluated days that were played; others of the range were never evaluated
 * @param fires alerts that began to fire
 * @param flaps rises that follow another rise of the same alert within 21 days
 * @param hoursFiring hours in FIRING or RECOVERING, over all alerts; a campaign day is 24
 * @param notifications by route, empty where the file has none
 * @param transitions the first of them, in order
 */
public record Report(
        LocalDate from,
        LocalDate to,
        KnownAt knownAt,
        String ruleSetHash,
        int days,
        int units,
        long fires,
        long flaps,
        long hoursFiring,
        List<OfRule> rules,
        List<RouteCount.Told> notifications,
        long transitionCount,
        List<Change> transitions) {

    private static final int FLAP_DAYS = 21;
    private static final int MOST_TRANSITIONS = 1000;

    /**
     * One rule's part.
     *
     * @param outcomes null for rules that are not about a plan
     */
    public record OfRule(String rule, long fires, long flaps, long hoursFiring, Score outcomes) {}

    /** One transition. */
    public record Change(LocalDate day, String alert, String transition, String severity) {}

    static Report of(BacktestRequest request, RuleSet rules, int days, Backtest backtest, List<Outcome> outcomes) {
        List<OfRule> byRule = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            if (rule.subject() != Rule.Subject.PIPELINE) {
                byRule.add(ofRule(rule, backtest, outcomes));
            }
        }
        List<Transition> transitions = backtest.transitions();
        return new Report(
                request.from(),
                request.to(),
                request.knownAt(),
                rules.hash(),
                days,
                request.units().size(),
                byRule.stream().mapToLong(OfRule::fires).sum(),
                byRule.stream().mapToLong(OfRule::flaps).sum(),
                byRule.stream().mapToLong(OfRule::hoursFiring).sum(),
                byRule,
                backtest.told(),
                transitions.size(),
                transitions.stream()
                        .limit(MOST_TRANSITIONS)
                        .map(one -> new Change(
                                one.day(),
                                one.id().toString(),
                                one.kind(),
                                one.severity().label()))
                        .toList());
    }

    private static OfRule ofRule(Rule rule, Backtest backtest, List<Outcome> outcomes) {
        List<Transition> own = backtest.transitions().stream()
                .filter(transition -> transition.id().rule().equals(rule.id()))
                .toList();
        long days = backtest.daysActive().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(rule.id() + ":"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new OfRule(
                rule.id(),
                own.stream()
                        .filter(one -> one.isRise() && one.from() != State.RECOVERING)
                        .count(),
                flaps(own),
                24 * days,
                rule.aboutSchedule() ? Score.of(own, ofLevel(rule, outcomes)) : null);
    }

    private static List<Outcome> ofLevel(Rule rule, List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.level().name().equals(rule.subject().name()))
                .toList();
    }

    private static long flaps(List<Transition> transitions) {
        Map<String, LocalDate> last = new HashMap<>();
        long flaps = 0;
        for (Transition transition : transitions) {
            if (transition.isRise()) {
                LocalDate before = last.put(transition.id().toString(), transition.day());
                flaps += before != null && !transition.day().isAfter(before.plusDays(FLAP_DAYS)) ? 1 : 0;
            }
        }
        return flaps;
    }
}
