package io.countywatch.local.simulator;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** Resettlement as it went: complete nearly everywhere before its time, one county late. */
final class ResettlementCurves {

    private ResettlementCurves() {}

    /** The plan in fast motion: complete on {@code finish}. */
    static Curve finishing(Plan plan, LocalDate finish) {
        long start = plan.start().toEpochDay();
        double haste = (double) (plan.due().toEpochDay() - start) / (finish.toEpochDay() - start);
        return day -> day >= finish.toEpochDay() ? 1 : plan.curve().at(start + (long) ((day - start) * haste));
    }

    /** On plan at first, then ever slower, a pause with exactly {@code left} households to go, and a late end. */
    static Curve last(Plan plan, Stories.Last story) {
        long turn = story.onPlanUntil().toEpochDay();
        double before = 1 - (double) story.left() / story.households();
        double atTurn = Math.min(before, plan.curve().at(turn));
        Curve after = Curve.through(
                new TreeMap<>(Map.of(
                        story.onPlanUntil(), atTurn,
                        story.pauseFrom().minusDays(1), before,
                        story.resumeOn().minusDays(1), before,
                        story.doneBy(), 1.0)),
                false);
        return day -> day <= turn ? Math.min(before, plan.curve().at(day)) : after.at(day);
    }
}
