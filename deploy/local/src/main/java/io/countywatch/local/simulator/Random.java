package io.countywatch.local.simulator;

import java.util.SplittableRandom;

/** Seeded randomness: one stream for each name, so that one county's story does not depend on another's. */
final class Random {

    private final SplittableRandom source;

    private Random(long seed) {
        this.source = new SplittableRandom(seed);
    }

    static Random of(long seed, String name) {
        long mixed = seed;
        for (int i = 0; i < name.length(); i++) {
            mixed = (mixed ^ name.charAt(i)) * 0x9E3779B97F4A7C15L;
        }
        return new Random(mixed);
    }

    int below(int bound) {
        return source.nextInt(bound);
    }

    /** From {@code from} to {@code to}, both included. */
    int between(int from, int to) {
        return source.nextInt(from, to + 1);
    }

    boolean chance(double probability) {
        return source.nextDouble() < probability;
    }

    /** A whole number with the given mean. */
    int about(double mean) {
        int whole = (int) mean;
        return whole + (chance(mean - whole) ? 1 : 0);
    }

    long bits() {
        return source.nextLong();
    }

    <T> T of(T[] values) {
        return values[source.nextInt(values.length)];
    }

    void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = source.nextInt(i + 1);
            int other = values[j];
            values[j] = values[i];
            values[i] = other;
        }
    }
}
