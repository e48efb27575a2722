package io.countywatch.alert.evaluation;

import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Verdict;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.schedule.Assessment;

/**
 * What a rule says about a unit on a day.
 *
 * @param assessment null for rules without a plan
 * @param remark what there is to say where there is no assessment
 */
record Judgement(AlertId id, Rule rule, Verdict verdict, Assessment assessment, String remark) {}
