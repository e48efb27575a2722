package io.countywatch.metrics.publish;

import io.countywatch.metrics.fold.Count;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Signed changes of one figure by day, compact: days in order in parallel arrays, and one sum for everything before the
 * horizon, since only the last weeks are ever asked for by day.
 */
final class DaySeries {

    private int size;
    private int[] days = new int[4];
    private long[] subjects = new long[4];
    private long[] persons = new long[4];
    private Count older = Count.ZERO;
    private int horizon = Integer.MIN_VALUE;

    void add(LocalDate day, Count count) {
        add((int) day.toEpochDay(), count);
    }

    /** @param epochDay days since 1970-01-01 */
    void add(int epochDay, Count count) {
        if (epochDay < horizon) {
            older = older.plus(count);
            return;
        }
        // Most are of the latest day.
        int at = size > 0 && days[size - 1] == epochDay ? size - 1 : Arrays.binarySearch(days, 0, size, epochDay);
        if (at < 0) {
            at = -at - 1;
            insert(at, epochDay);
        }
        subjects[at] += count.subjects();
        persons[at] += count.persons();
    }

    private void insert(int at, int epochDay) {
        if (size == days.length) {
            int length = size * 2;
            days = Arrays.copyOf(days, length);
            subjects = Arrays.copyOf(subjects, length);
            persons = Arrays.copyOf(persons, length);
        }
        System.arraycopy(days, at, days, at + 1, size - at);
        System.arraycopy(subjects, at, subjects, at + 1, size - at);
        System.arraycopy(persons, at, persons, at + 1, size - at);
        days[at] = epochDay;
        subjects[at] = 0;
        persons[at] = 0;
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

    Count total() {
        return older.plus(between(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private Count between(int first, int last) {
        long sumOfSubjects = 0;
        long sumOfPersons = 0;
        for (int i = 0; i < size && days[i] <= last; i++) {
            if (days[i] >= first) {
                sumOfSubjects += subjects[i];
                sumOfPersons += persons[i];
            }
        }
        return new Count(sumOfSubjects, sumOfPersons);
    }

    /** Gives up days before {@code day}: they stay in every sum, but not apart. */
    void forgetDaysBefore(LocalDate day) {
        int first = (int) day.toEpochDay();
        int drop = 0;
        while (drop < size && days[drop] < first) {
            older = older.plus(new Count(subjects[drop], persons[drop]));
            drop++;
        }
        if (drop > 0) {
            size -= drop;
            System.arraycopy(days, drop, days, 0, size);
            System.arraycopy(subjects, drop, subjects, 0, size);
            System.arraycopy(persons, drop, persons, 0, size);
        }
        horizon = Math.max(horizon, first);
    }

    /** Last day up to {@code day} with something to count; null if there is none after the horizon. */
    LocalDate lastDay(LocalDate day) {
        int last = (int) day.toEpochDay();
        for (int i = size - 1; i >= 0; i--) {
            if (days[i] <= last && subjects[i] > 0) {
                return LocalDate.ofEpochDay(days[i]);
            }
        }
        return null;
    }
}
