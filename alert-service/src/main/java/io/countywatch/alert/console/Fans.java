package io.countywatch.alert.console;

import io.countywatch.alert.campaign.PlanVersion;
import io.countywatch.alert.evaluation.AssessmentRecord;
import io.countywatch.alert.schedule.Forecast;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Peers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The fan of a forecast: where the count may stand on the days to come. Pure. */
final class Fans {

    private static final List<Double> PROBABILITIES = List.of(0.05, 0.25, 0.5, 0.75, 0.95);
    private static final int MOST_POINTS = 26;
    private static final int LEAST_STEP_DAYS = 3;
    private static final int BEYOND_DUE_DAYS = 28;

    private Fans() {}

    /** From the assessed day to four weeks after the due date; null without a forecast or with nothing left. */
    static Outlook.Fan of(AssessmentRecord assessed, PlanVersion plan, ForecastModel model, Peers peers) {
        AssessmentRecord.ReadingRecord reading = assessed.inForce();
        int at = plan.actualTime(assessed.day());
        if (reading.remaining() <= 0) {
            return null;
        }
        Forecast forecast = Forecast.of(model, plan, at, reading.scope(), reading.done(), assessed.windows(), peers)
                .orElse(null);
        if (forecast == null) {
            return null;
        }
        int days = Math.max(BEYOND_DUE_DAYS, plan.days() - at + BEYOND_DUE_DAYS);
        int step = Math.max(LEAST_STEP_DAYS, (days + MOST_POINTS - 1) / MOST_POINTS);
        List<Outlook.FanPoint> points = new ArrayList<>();
        points.add(point(forecast, 0, assessed.day(), reading));
        for (int ahead = step; ahead <= days; ahead += step) {
            points.add(point(forecast, ahead, assessed.day().plusDays(ahead), reading));
        }
        return new Outlook.Fan(PROBABILITIES, points);
    }

    private static Outlook.FanPoint point(
            Forecast forecast, int ahead, LocalDate day, AssessmentRecord.ReadingRecord reading) {
        List<Long> done = PROBABILITIES.stream()
                .map(less -> reading.done()
                        + Math.min(reading.remaining(), Math.round(forecast.gainWithin(1 - less, ahead))))
                .toList();
        return new Outlook.FanPoint(day, done);
    }
}
