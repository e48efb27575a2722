package io.countywatch.local.simulator;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A fraction (0 to 1) of some work that is done at the end of a day (epoch day); never falls. */
@FunctionalInterface
interface Curve {

    double at(long day);

    /** Everything on one day. */
    static Curve on(LocalDate date) {
        long due = date.toEpochDay();
        return day -> day >= due ? 1 : 0;
    }

    /** Evenly from the end of one day to the end of another. */
    static Curve between(LocalDate from, LocalDate to) {
        return through(new TreeMap<>(Map.of(from, 0.0, to, 1.0)), false);
    }

    /** Through the given points, straight lines between them or steps at them. */
    static Curve through(NavigableMap<LocalDate, Double> points, boolean steps) {
        TreeMap<Long, Double> byDay = new TreeMap<>();
        points.forEach((date, fraction) -> byDay.put(date.toEpochDay(), fraction));
        return day -> {
            Map.Entry<Long, Double> before = byDay.floorEntry(day);
            Map.Entry<Long, Double> after = byDay.higherEntry(day);
            if (before == null || after == null) {
                return before == null ? 0 : before.getValue();
            }
            double share = steps ? 0 : (double) (day - before.getKey()) / (after.getKey() - before.getKey());
            return before.getValue() + share * (after.getValue() - before.getValue());
        };
    }

    /** The same, so many days earlier. */
    default Curve earlier(long days) {
        return day -> at(day + days);
    }
}
