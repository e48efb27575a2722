package io.countywatch.metrics.publish;

import java.time.LocalDate;

/**
 * Reports by the day on which they came and by how many days they had taken, to tell how much comes late. That something is
 * taken back later, or stands again, is entered on the day of that and for the day of the report: it makes nothing that came
 * undone and is no arrival, so on each day of receipt those of one day of happening count together, and never below zero.
 */
final class Arrivals {

    /** Days taken that are told apart; what took longer counts as having taken that long. */
    private static final int SLOTS = 64;

    private final DaySeries counts = new DaySeries();
    private int from;

    /** @param from what came before this day, in days since 1970-01-01, does not count: a leader begins with the whole ledger */
    Arrivals(int from) {
        this.from = from;
    }

    void add(int recordedDay, int effective, long reports) {
        if (recordedDay < from) {
            return;
        }
        int taken = Math.max(0, Math.min(recordedDay - effective, SLOTS - 1));
        counts.add(recordedDay * SLOTS + taken, reports, 0);
    }

    /** Share of what came after {@code from}, up to and with {@code to}, that took more than so many days; 0 if nothing came. */
    double shareLater(int days, LocalDate from, LocalDate to) {
        long all = 0;
        long late = 0;
        for (int day = (int) from.toEpochDay() + 1; day <= to.toEpochDay(); day++) {
            int first = day * SLOTS;
            all += counts.gained(first, first + SLOTS - 1);
            late += counts.gained(first + days + 1, first + SLOTS - 1);
        }
        return all == 0 ? 0 : (double) late / all;
    }

    void forgetDaysBefore(LocalDate day) {
        from = Math.max(from, (int) day.toEpochDay());
        counts.forgetDaysBefore(LocalDate.ofEpochDay(day.toEpochDay() * SLOTS));
    }
}
