package io.countywatch.bench.calibration;

import java.util.ArrayList;
import java.util.List;

/** Foretells every week from the fourth to the due date, as long as a county is not finished. */
final class RollingOrigin {

    private static final int FIRST_DAY = 28;

    private RollingOrigin() {}

    /** How one method did on one scenario. */
    record Scores(Method method, Scenario scenario, Brier.Collector brier, Coverage coverage) {}

    /** All methods on the same histories. */
    static List<Scores> score(Scenario scenario, List<Method> methods, int counties, long seed) {
        List<Scores> scores = new ArrayList<>();
        for (Method method : methods) {
            scores.add(new Scores(method, scenario, new Brier.Collector(), new Coverage()));
        }
        Simulator simulator = new Simulator(seed);
        for (int i = 0; i < counties; i += History.PROVINCE) {
            List<History> province = new ArrayList<>();
            for (int j = i; j < Math.min(counties, i + History.PROVINCE); j++) {
                province.add(simulator.county(scenario));
            }
            for (int day = FIRST_DAY; day < Curve.DAYS; day += 7) {
                score(province, day, scores);
            }
        }
        return scores;
    }

    private static void score(List<History> province, int day, List<Scores> scores) {
        List<History.Seen> seen =
                province.stream().map(history -> history.seenAt(day)).toList();
        for (int i = 0; i < province.size(); i++) {
            History history = province.get(i);
            if (history.finish() <= day) {
                continue;
            }
            for (Scores one : scores) {
                Method.Prediction prediction = one.method().predict(seen.get(i), seen);
                one.brier().add(prediction.finishedBy(Curve.DAYS), history.finish() <= Curve.DAYS);
                one.coverage().add(prediction, history.finish(), day);
            }
        }
    }
}
