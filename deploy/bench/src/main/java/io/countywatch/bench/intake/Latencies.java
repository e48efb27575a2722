package io.countywatch.bench.intake;

import java.util.Arrays;

/** All latencies of a run, in nanoseconds; nothing is sampled or averaged away. */
final class Latencies {

    private long[] nanos = new long[1 << 16];
    private int count;
    private boolean sorted;

    void add(long latency) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = latency;
        sorted = false;
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /** The smallest latency that {@code percent} of all do not exceed, in milliseconds; 0 when there is none. */
    double percentile(double percent) {
        if (count == 0) {
            return 0;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        int rank = (int) Math.ceil(percent / 100 * count);
        return nanos[Math.max(0, rank - 1)] / 1e6;
    }
}
