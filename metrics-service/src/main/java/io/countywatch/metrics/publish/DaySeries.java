package io.countywatch.metrics.publish;

import io.countywatch.metrics.fold.Count;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Signed changes of one figure by day, compact: days in order, each with its changes beside it, and one sum for everything
 * before the horizon, since only the last weeks are ever asked for by day.
 */
final class DaySeries {

    /** A day and its changes in subjects and in persons: in one piece of memory, since mostly none of it is in a cache. */
    private static final int WIDTH = 3;

    private int size;
    private long[] days = new long[4 * WIDTH];
    private Count older = Count.ZERO;
    private int horizon = Integer.MIN_VALUE;

    void add(LocalDate day, Count count) {
        add((int) day.toEpochDay(), count.subjects(), count.persons());
    }

    /** @param epochDay days since 1970-01-01 */
    void add(int epochDay, long subjects, long persons) {
        if (epochDay < horizon) {
            older = older.plus(new Count(subjects, persons));
            return;
        }
        int at = from(epochDay);
        if (at == size || day(at) != epochDay) {
            insert(at, epochDay);
        }
        days[at * WIDTH + 1] += subjects;
        days[at * WIDTH + 2] += persons;
    }

    private long day(int at) {
        return days[at * WIDTH];
    }

    private Count count(int at) {
        return new Count(days[at * WIDTH + 1], days[at * WIDTH + 2]);
    }

    /** Where the first day that is not before {@code epochDay} stands, or would. */
    private int from(long epochDay) {
        if (size > 0 && day(size - 1) <= epochDay) {
            // Most are of the latest day.
            return day(size - 1) == epochDay ? size - 1 : size;
        }
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (day(middle) < epochDay) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void insert(int at, int epochDay) {
        if (size * WIDTH == days.length) {
            days = Arrays.copyOf(days, 2 * days.length);
        }
        System.arraycopy(days, at * WIDTH, days, (at + 1) * WIDTH, (size - at) * WIDTH);
        days[at * WIDTH] = epochDay;
        days[at * WIDTH + 1] = 0;
        days[at * WIDTH + 2] = 0;
        size++;
    }

    /** Sum of all days up to and with {@code day}, which must not lie before the horizon. */
    Count upTo(LocalDate day) {
        return older.plus(between(horizon, (int) day.toEpochDay()));
    }

    /** Sum of the days after {@code from}, up to and with {@code to}. */
    Count between(LocalDate from, LocalDate to) {
        return between((int) from.toEpochDay() + 1, (int) to.toEpochDay());
    }

    /** Subjects of the days from {@code first} to {@code last} on which they are more than none. */
    long gained(int first, int last) {
        long gained = 0;
        for (int i = from(first); i < size && day(i) <= last; i++) {
            gained += Math.max(0, days[i * WIDTH + 1]);
        }
        return gained;
    }

    Count total() {
        return older.plus(between(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private Count between(int first, int last) {
        long sumOfSubjects = 0;
        long sumOfPersons = 0;
        for (int i = from(first); i < size && day(i) <= last; i++) {
            sumOfSubjects += days[i * WIDTH + 1];
            sumOfPersons += days[i * WIDTH + 2];
        }
        return new Count(sumOfSubjects, sumOfPersons);
    }

    /** Gives up days before {@code day}: they stay in every sum, but not apart. */
    void forgetDaysBefore(LocalDate day) {
        int first = (int) day.toEpochDay();
        int drop = from(first);
        for (int i = 0; i < drop; i++) {
            older = older.plus(count(i));
        }
        size -= drop;
        System.arraycopy(days, drop * WIDTH, days, 0, size * WIDTH);
        horizon = Math.max(horizon, first);
    }

    /** Last day up to {@code day} with something to count; null if there is none after the horizon. */
    LocalDate lastDay(LocalDate day) {
        long last = day.toEpochDay();
        for (int i = size - 1; i >= 0; i--) {
            if (day(i) <= last && count(i).subjects() > 0) {
                return LocalDate.ofEpochDay(day(i));
            }
        }
        return null;
    }
}
