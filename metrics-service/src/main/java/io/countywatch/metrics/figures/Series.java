package io.countywatch.metrics.figures;

import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.fold.Count;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns signed changes by day into points: a pure function. */
final class Series {

    private Series() {}

    /**
     * One point for every step that ends on {@code to} or a whole number of steps before, not before {@code from}; oldest
     * first.
     *
     * @param changes of the measure, and of the measure that it is counted in, up to {@code to}
     * @param stepDays 1 or 7
     */
    static List<Point> points(Measure measure, List<Change> changes, LocalDate from, LocalDate to, int stepDays) {
        List<Point> points = new ArrayList<>();
        for (LocalDate day = to; !day.isBefore(from); day = day.minusDays(stepDays)) {
            points.add(0, point(measure, changes, day, stepDays));
        }
        return points;
    }

    private static Point point(Measure measure, List<Change> changes, LocalDate day, int stepDays) {
        SortedMap<String, Count> stages = new TreeMap<>();
        long net = 0;
        for (Change change : changes) {
            if (change.effective().isAfter(day)) {
                continue;
            }
            if (change.measure().equals(measure.id())) {
                stages.merge(change.stage(), change.count(), Count::plus);
            }
            boolean within = change.effective().isAfter(day.minusDays(stepDays));
            if (within
                    && change.measure().equals(measure.countedIn())
                    && measure.done().contains(change.stage())) {
                net += measure.unit() == Measure.Unit.PERSONS
                        ? change.count().persons()
                        : change.count().subjects();
            }
        }
        stages.values().removeIf(Count::zero);
        return new Point(day, stages, net);
    }

    /** Signed change of one stage of a measure from a day on. */
    record Change(LocalDate effective, String measure, String stage, Count count) {}

    /**
     * @param stages counts at the end of the day; nothing that is zero
     * @param net completions in the step that ends on the day, in the measure's unit
     */
    record Point(LocalDate date, SortedMap<String, Count> stages, long net) {}
}
