package io.countywatch.alert.evaluation;

import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Verdict;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.schedule.Assessment;

/**
 * What a rule says about a unit on a day.
 *
 * @param rule null where the rules have changed and none judges it any more
 */
public record Judgement(AlertId id, Rule rule, Verdict verdict, Fact fact) {

    /** Lets a rule judge by facts. */
    static Judgement of(Rule rule, Fact fact) {
        return new Judgement(new AlertId(rule.id(), fact.unit(), fact.measure()), rule, rule.judge(fact.facts()), fact);
    }

    /** What it was judged by; null for rules without a plan. */
    Assessment assessment() {
        return fact.assessment();
    }

    /** What there is to say where there is no assessment. */
    String remark() {
        return fact.remark();
    }
}
