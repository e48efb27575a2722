package io.countywatch.alert.rules;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.schedule.Ladder;

/**
 * Thresholds between the statuses that differ from the design's, for a level, a measure, or both. What is null stays.
 * Lags in days, probabilities 0 to 1; meanings as in {@link Ladder}.
 *
 * @param level null for every level
 * @param measure null for every measure
 */
public record Thresholds(
        Level level,
        String measure,
        Double severeLag,
        Double severeSpi,
        Double severeSpiLag,
        Double mildLag,
        Double criticalBelow,
        Double behindBelow,
        Double mildBehindBelow,
        Double lateBehindBelow,
        Integer lateDays,
        Double watchBelow,
        Integer startDays,
        Long allowance) {

    boolean isFor(Level one, String oneMeasure) {
        return (level == null || level == one) && (measure == null || measure.equals(oneMeasure));
    }

    /** The ladder with these thresholds in place of its own. */
    Ladder over(Ladder base) {
        return new Ladder(
                either(severeLag, base.severeLag()),
                either(severeSpi, base.severeSpi()),
                either(severeSpiLag, base.severeSpiLag()),
                either(mildLag, base.mildLag()),
                either(criticalBelow, base.criticalBelow()),
                either(behindBelow, base.behindBelow()),
                either(mildBehindBelow, base.mildBehindBelow()),
                either(lateBehindBelow, base.lateBehindBelow()),
                either(lateDays, base.lateDays()),
                either(watchBelow, base.watchBelow()),
                either(startDays, base.startDays()),
                either(allowance, base.allowance()),
                base.forecast());
    }

    /** Those of a ladder, each named. */
    static Thresholds allOf(Ladder ladder) {
        return new Thresholds(
                null,
                null,
                ladder.severeLag(),
                ladder.severeSpi(),
                ladder.severeSpiLag(),
                ladder.mildLag(),
                ladder.criticalBelow(),
                ladder.behindBelow(),
                ladder.mildBehindBelow(),
                ladder.lateBehindBelow(),
                ladder.lateDays(),
                ladder.watchBelow(),
                ladder.startDays(),
                ladder.allowance());
    }

    private static <T> T either(T own, T base) {
        return own == null ? base : own;
    }
}
