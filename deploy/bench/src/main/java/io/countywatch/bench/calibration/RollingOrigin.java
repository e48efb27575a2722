package io.countywatch.bench.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Foretells every week from the fourth to the due date, as long as a county is not finished. */
final class RollingOrigin {

    private static final int FIRST_DAY = 28;

    private RollingOrigin() {}

    /** How one method did on one kind of campaign. */
    record Scores(Method method, String campaign, Brier.Collector brier, Coverage coverage) {}

    /**
     * All methods on the same histories.
     *
     * @param kinds of the counties of a campaign, in turn
     */
    static List<Scores> score(String name, List<Scenario> kinds, List<Method> methods, int counties, long seed) {
        List<Scores> scores = new ArrayList<>();
        for (Method method : methods) {
            scores.add(new Scores(method, name, new Brier.Collector(), new Coverage()));
        }
        Simulator simulator = new Simulator(seed);
        for (int i = 0; i < counties; i += History.CAMPAIGN) {
            List<History> campaign = new ArrayList<>();
            for (int j = i; j < Math.min(counties, i + History.CAMPAIGN); j++) {
                campaign.add(simulator.county(kinds.get(j % kinds.size())));
            }
            for (int day = FIRST_DAY; day < Curve.DAYS; day += 7) {
                score(campaign, day, scores);
            }
        }
        return scores;
    }

    private static void score(List<History> campaign, int day, List<Scores> scores) {
        List<History.Seen> seen =
                campaign.stream().map(history -> history.seenAt(day)).toList();
        for (Scores one : scores) {
            Function<History.Seen, Method.Prediction> method = one.method().among(seen);
            for (int i = 0; i < campaign.size(); i++) {
                int finish = campaign.get(i).finish();
                if (finish > day) {
                    Method.Prediction prediction = method.apply(seen.get(i));
                    one.brier().add(prediction.finishedBy(Curve.DAYS), finish <= Curve.DAYS);
                    one.coverage().add(prediction, finish, day);
                }
            }
        }
    }
}
