package io.countywatch.metrics.sums;

import java.util.Arrays;

/** Sums by series and effective day: a hash table of numbers, since every entry of the ledger goes through it. */
final class Cells {

    private static final long FREE = Long.MIN_VALUE;

    private long[] keys = free(64);
    private long[] subjects = new long[64];
    private long[] persons = new long[64];
    private int size;

    void add(int series, int effective, long moreSubjects, long morePersons) {
        long key = (long) series << 32 | effective & 0xffff_ffffL;
        int at = place(keys, key);
        if (keys[at] == FREE) {
            if (2 * size >= keys.length) {
                grow();
                at = place(keys, key);
            }
            keys[at] = key;
            size++;
        }
        subjects[at] += moreSubjects;
        persons[at] += morePersons;
    }

    int size() {
        return size;
    }

    void addAll(Cells more) {
        for (int i = 0; i < more.keys.length; i++) {
            if (more.keys[i] != FREE) {
                add((int) (more.keys[i] >> 32), (int) more.keys[i], more.subjects[i], more.persons[i]);
            }
        }
    }

    private static int place(long[] keys, long key) {
        int mask = keys.length - 1;
        int at = (int) (key * 0x9E37_79B9_7F4A_7C15L >>> 40) & mask;
        while (keys[at] != FREE && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        long[] wider = free(2 * keys.length);
        long[] widerSubjects = new long[wider.length];
        long[] widerPersons = new long[wider.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != FREE) {
                int at = place(wider, keys[i]);
                wider[at] = keys[i];
                widerSubjects[at] = subjects[i];
                widerPersons[at] = persons[i];
            }
        }
        keys = wider;
        subjects = widerSubjects;
        persons = widerPersons;
    }

    private static long[] free(int length) {
        long[] keys = new long[length];
        Arrays.fill(keys, FREE);
        return keys;
    }

    /** As parallel arrays, by series and day; nothing that is zero. */
    Columns columns() {
        long[] sorted = new long[size];
        int n = 0;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != FREE && (subjects[i] != 0 || persons[i] != 0)) {
                sorted[n++] = keys[i];
            }
        }
        Arrays.sort(sorted, 0, n);
        Columns columns = new Columns(new Integer[n], new Integer[n], new Long[n], new Long[n]);
        for (int i = 0; i < n; i++) {
            int at = place(keys, sorted[i]);
            columns.series[i] = (int) (sorted[i] >> 32);
            columns.effective[i] = (int) sorted[i];
            columns.subjects[i] = subjects[at];
            columns.persons[i] = persons[at];
        }
        return columns;
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Columns(Integer[] series, Integer[] effective, Long[] subjects, Long[] persons) {}
}
