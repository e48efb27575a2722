package io.countywatch.bench.calibration;

import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Ladder;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule on counties of one scope.
 *
 * @param forecast name of the model
 * @param lagDays lag in days above which a slip counts
 * @param outcomes in the order of {@link #PACES}
 */
record RuleRow(String forecast, double lagDays, long scope, List<RuleStudy.Outcome> outcomes) {

    /** Ahead of the plan, on it, and behind. */
    static final List<Double> PACES = List.of(1.05, 1.0, 0.85, 0.70);

    /** The design's scope of its false alarms first; a county of the reference campaign has 30,000 people. */
    private static final List<Long> SCOPES = List.of(2_000L, 6_000L, 30_000L);

    /** Every model on the same counties, and what a day less of lag would bring. */
    static List<RuleRow> all(int counties, long seed) {
        List<RuleRow> rows = new ArrayList<>();
        for (long scope : SCOPES) {
            for (ForecastModel model : ForecastModel.values()) {
                Ladder ladder = Ladder.DEFAULT.with(model);
                rows.add(row(model, ladder, scope, counties, seed));
                rows.add(row(model, earlier(ladder), scope, counties, seed));
            }
        }
        return rows;
    }

    private static RuleRow row(ForecastModel model, Ladder ladder, long scope, int counties, long seed) {
        RuleStudy study = new RuleStudy(ladder);
        List<RuleStudy.Outcome> outcomes = new ArrayList<>();
        for (double pace : PACES) {
            outcomes.add(study.play(Scenario.NOISY, scope, pace, counties, seed));
        }
        return new RuleRow(new ProductionForecast(model).name(), ladder.mildLag(), scope, outcomes);
    }

    private static Ladder earlier(Ladder ladder) {
        return new Ladder(
                ladder.severeLag(),
                ladder.severeSpi(),
                ladder.severeSpiLag() - 1,
                ladder.mildLag() - 1,
                ladder.criticalBelow(),
                ladder.behindBelow(),
                ladder.mildBehindBelow(),
                ladder.lateBehindBelow(),
                ladder.lateDays(),
                ladder.watchBelow(),
                ladder.startDays(),
                ladder.allowance(),
                ladder.forecast());
    }
}
