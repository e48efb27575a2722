package io.countywatch.bench.calibration;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Ladder;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule on counties of one scope.
 *
 * @param forecast name of the model
 * @param rule name of the rule
 * @param outcomes in the order of {@link #PACES}
 */
record RuleRow(String forecast, String rule, long scope, List<RuleStudy.Outcome> outcomes) {

    /** Ahead of the plan, on it, and behind. */
    static final List<Double> PACES = List.of(1.05, 1.0, 0.85, 0.70);

    /** The design's scope of its false alarms first; a county of the reference campaign has 30,000 people. */
    private static final List<Long> SCOPES = List.of(2_000L, 6_000L, 30_000L);

    /** Every model and every rule on the same counties. */
    static List<RuleRow> all(int counties, long seed) {
        List<RuleRow> rows = new ArrayList<>();
        for (long scope : SCOPES) {
            for (ForecastModel model : ForecastModel.values()) {
                for (StudiedRule rule : StudiedRule.values()) {
                    rows.add(row(model, rule, scope, counties, seed));
                }
            }
        }
        return rows;
    }

    private static RuleRow row(ForecastModel model, StudiedRule rule, long scope, int counties, long seed) {
        Ladder ladder = rule.rules(model).ladder(Level.COUNTY, "simulated").with(model);
        RuleStudy study = new RuleStudy(rule.rule(model), ladder);
        List<RuleStudy.Outcome> outcomes = PACES.parallelStream()
                .map(pace -> study.play(Scenario.NOISY, scope, pace, counties, seed))
                .toList();
        return new RuleRow(new ProductionForecast(model).name(), rule.label(), scope, outcomes);
    }
}
