package io.countywatch.alert.evaluation;

import io.countywatch.alert.rules.Facts;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.schedule.Assessment;

/**
 * What is known of a unit on a day, once for all rules that look at it.
 *
 * @param measure empty where no measure is meant
 * @param assessment null where there is no plan
 * @param remark what there is to say where there is no assessment
 */
record Fact(String unit, String measure, Rule.About about, Facts facts, Assessment assessment, String remark) {

    static Fact of(Assessment assessment) {
        return new Fact(
                assessment.unit(), assessment.measure(), Rule.About.SCHEDULE, Facts.of(assessment), assessment, null);
    }

    String plan() {
        return assessment == null ? null : assessment.plan();
    }
}
