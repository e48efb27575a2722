package io.countywatch.bench.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The median of all slopes between the ends of the last twelve weeks, drawn on as a line. Knows no doubt. */
record TheilSenLine() implements Method {

    private static final int MOST_WINDOWS = 12;

    @Override
    public String name() {
        return "Theil–Sen line";
    }

    @Override
    public boolean hasIntervals() {
        return false;
    }

    @Override
    public Function<History.Seen, Prediction> among(List<History.Seen> campaign) {
        return this::predict;
    }

    Prediction predict(History.Seen seen) {
        List<Long> windows = seen.windows();
        List<Long> last = windows.subList(Math.max(0, windows.size() - MOST_WINDOWS), windows.size());
        double slope = medianSlope(last);
        double left = seen.scope() * (1 - History.TOLERANCE) - seen.done();
        return Method.certain(
                left <= 0 ? seen.day() : slope <= 0 ? Double.POSITIVE_INFINITY : seen.day() + 7 * left / slope);
    }

    /** Work a week, from the sums at the weeks' ends. */
    static double medianSlope(List<Long> weeks) {
        List<Double> slopes = new ArrayList<>();
        for (int from = 0; from < weeks.size(); from++) {
            double sum = 0;
            for (int to = from; to < weeks.size(); to++) {
                sum += weeks.get(to);
                slopes.add(sum / (to - from + 1));
            }
        }
        slopes.sort(null);
        int middle = slopes.size() / 2;
        return slopes.size() % 2 == 1 ? slopes.get(middle) : (slopes.get(middle - 1) + slopes.get(middle)) / 2;
    }
}
