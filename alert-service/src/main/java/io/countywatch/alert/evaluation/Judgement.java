package io.countywatch.alert.evaluation;

import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Verdict;
import io.countywatch.alert.rules.Facts;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.schedule.Assessment;

/**
 * What a rule says about a unit on a day.
 *
 * @param assessment null for rules without a plan
 * @param remark what there is to say where there is no assessment
 */
public record Judgement(AlertId id, Rule rule, Facts facts, Verdict verdict, Assessment assessment, String remark) {

    /** Lets a rule judge by facts. */
    static Judgement of(AlertId id, Rule rule, Facts facts, Assessment assessment, String remark) {
        return new Judgement(id, rule, facts, rule.judge(facts), assessment, remark);
    }
}
