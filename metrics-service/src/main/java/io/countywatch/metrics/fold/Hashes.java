package io.countywatch.metrics.fold;

/** Hash codes for keys that are much alike, for maps that hold thousands of them. */
public final class Hashes {

    /** 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4). */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Hashes() {}

    /** One hash of two values, each bit of which depends on all of theirs. */
    public static int spread(long first, long second) {
        long hash = (first * GOLDEN ^ second) * GOLDEN;
        return (int) (hash ^ hash >>> 32);
    }
}
