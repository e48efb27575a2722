package io.countywatch.alert.rules;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.schedule.Ladder;
import java.util.List;
import java.util.stream.DoubleStream;

/** Refuses thresholds that contradict one another, alone or where several apply. */
final class ThresholdRules {

    private ThresholdRules() {}

    /** @throws Refusal on the first contradiction */
    static void refuse(List<Thresholds> thresholds, Ladder base) {
        for (Thresholds one : thresholds) {
            for (Level level : one.level() == null ? Level.values() : new Level[] {one.level()}) {
                refuse(ladder(thresholds, base, level, one.measure()), level, one.measure());
            }
        }
    }

    /** The ladder for a level and a measure: later entries go over earlier ones. */
    static Ladder ladder(List<Thresholds> thresholds, Ladder base, Level level, String measure) {
        Ladder ladder = base;
        for (Thresholds one : thresholds) {
            ladder = one.isFor(level, measure) ? one.over(ladder) : ladder;
        }
        return ladder;
    }

    private static void refuse(Ladder ladder, Level level, String measure) {
        String where = "thresholds of " + level.label() + (measure == null ? "" : ", " + measure) + ": ";
        boolean probabilities = DoubleStream.of(
                        ladder.criticalBelow(),
                        ladder.behindBelow(),
                        ladder.mildBehindBelow(),
                        ladder.lateBehindBelow(),
                        ladder.watchBelow(),
                        ladder.severeSpi())
                .allMatch(one -> one >= 0 && one <= 1);
        Refusal.unless(probabilities, "thresholds:", where + "probabilities and SPI(t) lie between 0 and 1");
        Refusal.unless(
                ladder.mildLag() >= 0 && ladder.startDays() >= 0 && ladder.lateDays() >= 0 && ladder.allowance() >= 0,
                "thresholds:",
                where + "lags, days and the allowance are 0 or more");
        Refusal.unless(
                ladder.mildLag() <= ladder.severeSpiLag() && ladder.severeSpiLag() <= ladder.severeLag(),
                "thresholds:",
                where + "a severe lag is not below a mild one: mildLag <= severeSpiLag <= severeLag");
        Refusal.unless(
                ladder.criticalBelow() <= ladder.behindBelow() && ladder.mildBehindBelow() <= ladder.behindBelow(),
                "thresholds:",
                where + "CRITICAL is not likelier than BEHIND: criticalBelow and mildBehindBelow <= behindBelow");
    }
}
