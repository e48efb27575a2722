package io.countywatch.metrics.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How fast events come and are applied, from looks at two totals that only grow. Pure. */
final class Pace {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MINUTES = 60;
    private static final Duration KEPT = Duration.ofMinutes(MINUTES + 2);

    private final TreeMap<Long, Totals> looks = new TreeMap<>();

    /**
     * @param accepted events that stand in the log
     * @param applied those of them that are in the figures
     */
    record Totals(long accepted, long applied) {}

    /** @param nanos a clock that never goes back */
    synchronized void look(long nanos, Totals totals) {
        looks.put(nanos, totals);
        Long enough = looks.floorKey(nanos - KEPT.toNanos());
        if (enough != null) {
            looks.headMap(enough, false).clear();
        }
    }

    /** Up to the last look; null before the second one. */
    synchronized Quality.Rates rates() {
        if (looks.size() < 2) {
            return null;
        }
        long end = looks.lastKey();
        long watched = Math.min(Duration.ofHours(1).toNanos(), end - looks.firstKey());
        Totals minute = since(end - Math.min(watched, MINUTE.toNanos()));
        Totals hour = since(end - watched);
        double seconds = watched / 1e9;
        double part = Math.min(1, seconds / MINUTE.toSeconds());
        return new Quality.Rates(
                Math.round(seconds),
                minute.accepted() / part,
                minute.applied() / part,
                hour.accepted(),
                hour.applied(),
                minutes(end));
    }

    private List<Long> minutes(long end) {
        List<Long> minutes = new ArrayList<>();
        for (int ago = MINUTES; ago > 0; ago--) {
            long from = end - ago * MINUTE.toNanos();
            if (from >= looks.firstKey()) {
                minutes.add(at(from + MINUTE.toNanos()).accepted() - at(from).accepted());
            }
        }
        return minutes;
    }

    private Totals since(long nanos) {
        Totals before = at(nanos);
        Totals now = looks.lastEntry().getValue();
        return new Totals(now.accepted() - before.accepted(), now.applied() - before.applied());
    }

    /** Totals grow evenly between two looks. */
    private Totals at(long nanos) {
        Map.Entry<Long, Totals> before = looks.floorEntry(nanos);
        Map.Entry<Long, Totals> after = looks.ceilingEntry(nanos);
        if (before == null || after == null || before.getKey().equals(after.getKey())) {
            return (before == null ? after : before).getValue();
        }
        double part = (double) (nanos - before.getKey()) / (after.getKey() - before.getKey());
        return new Totals(
                between(before.getValue().accepted(), after.getValue().accepted(), part),
                between(before.getValue().applied(), after.getValue().applied(), part));
    }

    private static long between(long one, long other, double part) {
        return one + Math.round((other - one) * part);
    }
}
