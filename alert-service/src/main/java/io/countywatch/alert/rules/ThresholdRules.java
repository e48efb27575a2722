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
        for (int i = 0; i < thresholds.size(); i++) {
            Thresholds one = thresholds.get(i);
            for (Level level : one.level() == null ? Level.values() : new Level[] {one.level()}) {
                String name = "thresholds of " + level.label() + (one.measure() == null ? "" : ", " + one.measure());
                refuse(ladder(thresholds, base, level, one.measure()), "thresholds[" + i + "]", name + ": ");
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

    private static void refuse(Ladder ladder, String at, String where) {
        boolean probabilities = DoubleStream.of(
                        ladder.criticalBelow(),
                        ladder.behindBelow(),
                        ladder.mildBehindBelow(),
                        ladder.lateBehindBelow(),
                        ladder.watchBelow(),
                        ladder.severeSpi())
                .allMatch(one -> one >= 0 && one <= 1);
        Refusal.unless(probabilities, at, where + "probabilities and SPI(t) lie between 0 and 1");
        Refusal.unless(
                ladder.mildLag() >= 0 && ladder.startDays() >= 0 && ladder.lateDays() >= 0 && ladder.allowance() >= 0,
                at,
                where + "lags, days and the allowance are 0 or more");
        Refusal.unless(
                ladder.mildLag() <= ladder.severeSpiLag() && ladder.severeSpiLag() <= ladder.severeLag(),
                at,
                where + "a severe lag is not below a mild one: mildLag <= severeSpiLag <= severeLag");
        Refusal.unless(
                ladder.criticalBelow() <= ladder.behindBelow() && ladder.mildBehindBelow() <= ladder.behindBelow(),
                at,
                where + "CRITICAL is not likelier than BEHIND: criticalBelow and mildBehindBelow <= behindBelow");
    }
}
