package io.countywatch.bench.calibration;

import java.util.ArrayList;
import java.util.List;

/** What one county did day by day, and when it was reported. Days count from 1, the first of the plan. */
final class History {

    /** More than three years: who is not finished then never is. */
    static final int LAST_DAY = 1200;

    /** What may be left at the end, as a share of the scope. */
    static final double TOLERANCE = 0.02;

    /** Counties of a campaign, which a forecast may look at together; the reference campaign has 52. */
    static final int CAMPAIGN = 50;

    private static final int WINDOWS = 13;

    private final Curve curve;
    private final long scope;
    private final List<long[]> doneByDelay = new ArrayList<>();
    private long left;
    private int finish;

    History(Curve curve, long scope) {
        this.curve = curve;
        this.scope = scope;
        this.left = scope;
        this.finish = LAST_DAY + 1;
    }

    /**
     * What is known at the end of a day.
     *
     * @param done all completions that have been reported
     * @param windows completions of the seven-day windows that end on the day, as far as reported, oldest first
     */
    record Seen(Curve curve, int day, long scope, long done, List<Long> windows) {}

    /** Work of a day that is reported {@code delay} days later. */
    void add(int day, int delay, long done) {
        while (doneByDelay.size() <= delay) {
            doneByDelay.add(new long[LAST_DAY + 1]);
        }
        doneByDelay.get(delay)[day] += done;
        left -= done;
        if (left <= TOLERANCE * scope && finish > day) {
            finish = day;
        }
    }

    long scope() {
        return scope;
    }

    long left() {
        return left;
    }

    /** The first day at whose end no more than the tolerance was left, whenever that was reported. */
    int finish() {
        return finish;
    }

    /** What was done by the end of a day, whenever it was reported. */
    long workedBy(int day) {
        long done = 0;
        for (long[] byDay : doneByDelay) {
            for (int worked = 1; worked <= day; worked++) {
                done += byDay[worked];
            }
        }
        return done;
    }

    Seen seenAt(int day) {
        long done = 0;
        int count = Math.min(WINDOWS, day / 7);
        long[] windows = new long[count];
        for (int delay = 0; delay < doneByDelay.size(); delay++) {
            long[] byDay = doneByDelay.get(delay);
            for (int worked = 1; worked <= day - delay; worked++) {
                done += byDay[worked];
                int age = (day - worked) / 7;
                if (age < count) {
                    windows[count - 1 - age] += byDay[worked];
                }
            }
        }
        List<Long> newestLast = new ArrayList<>(count);
        for (long window : windows) {
            newestLast.add(window);
        }
        return new Seen(curve, day, scope, done, newestLast);
    }
}
