package io.countywatch.metrics.publish;

/**
 * What has come to a village for days that were over: which of the three days before its figures have changed since they were
 * the latest. Three numbers, since there is one of these for every village and every entry of the ledger passes it. Days as
 * days since 1970-01-01.
 */
final class LateNews {

    private static final int NOTHING = Integer.MAX_VALUE;

    private int day = Integer.MIN_VALUE;
    /** The earliest day that something counts on which was read on {@link #day}, on the day before that, and one earlier. */
    private int earliest = NOTHING;

    private int earliestBefore = NOTHING;
    private int earliestTwoBefore = NOTHING;

    /**
     * Takes an entry.
     *
     * @param effective from which day on it counts
     * @param on the day on which it was read
     * @param today the day that snapshots are of now, no earlier than {@code on} unless that is of no interest
     */
    void take(int effective, int on, int today) {
        turnTo(today);
        if (on >= today) {
            earliest = Math.min(earliest, effective);
        } else if (on == today - 1) {
            earliestBefore = Math.min(earliestBefore, effective);
        } else if (on == today - 2) {
            earliestTwoBefore = Math.min(earliestTwoBefore, effective);
        }
    }

    /**
     * Whether what a day has differs from what it had when it was over.
     *
     * @param ago 1: the day before {@code today}, to 3; of days further back nothing is remembered
     */
    boolean restates(int today, int ago) {
        turnTo(today);
        int since = ago == 1
                ? earliest
                : Math.min(earliest, ago == 2 ? earliestBefore : Math.min(earliestBefore, earliestTwoBefore));
        return since <= today - ago;
    }

    private void turnTo(int today) {
        if (today == day) {
            return;
        }
        if (today < day) {
            // The clock was set back. Rather tell a day that has not changed than none that has.
            earliest = Math.min(earliest, Math.min(earliestBefore, earliestTwoBefore));
        } else {
            earliestTwoBefore = today == day + 1 ? earliestBefore : today == day + 2 ? earliest : NOTHING;
            earliestBefore = today == day + 1 ? earliest : NOTHING;
            earliest = NOTHING;
        }
        day = today;
    }
}
