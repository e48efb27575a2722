package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Measure;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.campaign.Units;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.Because;
import io.countywatch.alert.schedule.Figures;
import io.countywatch.alert.schedule.Forecast;
import io.countywatch.alert.schedule.Reading;
import io.countywatch.alert.schedule.Status;
import java.time.LocalDate;
import java.util.List;

/**
 * An assessment as it is stored and answered. Paces are a week, lags in days, counts in the measure's unit.
 *
 * @param bounds both ends where villages are silent, null where everybody reports
 * @param watchlists that the unit is on, of the campaign and of the rules
 */
public record AssessmentRecord(
        String unit,
        String name,
        String level,
        String plan,
        String measure,
        LocalDate day,
        Status status,
        boolean silent,
        ReadingRecord inForce,
        ReadingRecord firstApproved,
        Bounds bounds,
        List<BecauseRecord> because,
        String sentence,
        String wouldDo,
        List<Long> windows,
        long fallenBack,
        List<String> watchlists) {

    /** Against one version of the plan. {@code eta} is {@code never} where nothing moves. */
    public record ReadingRecord(
            int version,
            LocalDate start,
            LocalDate due,
            Status status,
            long scope,
            long done,
            long remaining,
            long planned,
            long gap,
            double minimumGap,
            Double spiT,
            double lagDays,
            Double paceNeeded,
            double paceObserved,
            String eta,
            Double requiredRatio,
            Double ratio,
            Double dispersion,
            Double probabilityOnTime,
            LocalDate likelyBy,
            LocalDate almostCertainBy) {}

    /** Status of what is known, and if the silent villages were on plan. */
    public record Bounds(Status lower, Status upper, long lowerDone, long upperDone) {}

    static AssessmentRecord of(Assessment assessment, Campaign campaign, RuleSet rules) {
        Units units = campaign.units();
        Measure measure = campaign.measure(assessment.measure());
        Unit unit = units.get(assessment.unit());
        Because because = assessment.because();
        Figures figures = assessment.inForce().figures();
        Reading now = assessment.inForce();
        ReadingRecord inForce = reading(now);
        boolean interval = assessment.seen().silence().scope() > 0 || assessment.silent();
        return new AssessmentRecord(
                assessment.unit(),
                unit.name(),
                unit.level().label(),
                assessment.plan(),
                assessment.measure(),
                assessment.day(),
                assessment.status(),
                assessment.silent(),
                inForce,
                // Mostly the same reading, and its percentile dates are the dearest part of all.
                assessment.first() == now ? inForce : reading(assessment.first()),
                interval ? new Bounds(now.lower(), now.upper(), figures.done(), now.upperDone()) : null,
                BecauseRecord.of(because, measure.noun(), units),
                because.sentence(figures, measure.noun()),
                Because.whatWouldDo(figures, assessment.seen(), measure.noun()),
                assessment.seen().windows(),
                assessment.seen().fallenBack(),
                rules.watchlistsOf(campaign, unit));
    }

    private static ReadingRecord reading(Reading reading) {
        Figures f = reading.figures();
        Forecast forecast = f.forecast();
        return new ReadingRecord(
                reading.version(),
                reading.plan().start(),
                reading.plan().due(),
                reading.status(),
                f.scope(),
                f.done(),
                f.remaining(),
                f.planned(),
                f.gap(),
                round(reading.gMin()),
                round(f.spiT()),
                round(f.lagDays()),
                f.paceNeeded() == null ? null : round(f.paceNeeded() * 7),
                round(f.paceObserved() * 7),
                f.remaining() == 0 ? null : f.eta() == null ? "never" : f.eta().toString(),
                round(f.requiredRatio()),
                forecast == null ? null : round(forecast.ratio()),
                forecast == null ? null : round(forecast.dispersion()),
                forecast == null ? null : round(forecast.probability()),
                reading.likelyBy(0.5),
                reading.likelyBy(0.9));
    }

    private static Double round(Double value) {
        return value == null ? null : Math.round(value * 10_000) / 10_000.0;
    }
}
