package io.countywatch.metrics.fold;

import java.time.Instant;
import java.util.Comparator;

/**
 * Place of an event in the total order of its subject: (time, sequence, recorded, source, id), whatever the order of
 * arrival.
 *
 * @param time when it happened, in microseconds (PostgreSQL's precision, so that a stored stamp compares like a new one)
 * @param sequence the device's counter by {@link #sequence}; {@link #NO_SEQUENCE} sorts before 0
 * @param recorded when intake had it
 */
public record Stamp(Instant time, long sequence, Instant recorded, String source, String id)
        implements Comparable<Stamp> {

    public static final long NO_SEQUENCE = Long.MIN_VALUE;

    private static final Comparator<Stamp> ORDER = Comparator.comparing(Stamp::time)
            .thenComparingLong(Stamp::sequence)
            .thenComparing(Stamp::recorded)
            .thenComparing(Stamp::source)
            .thenComparing(Stamp::id);

    /**
     * A counter of 1 to 19 digits as a long that keeps the order: 19 digits do not fit a signed long, so all are shifted.
     *
     * @throws NumberFormatException if it is not such a number
     */
    public static long sequence(String digits) {
        if (digits.isEmpty()
                || digits.length() > 19
                || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw new NumberFormatException("sequence must have 1 to 19 digits");
        }
        return Long.parseUnsignedLong(digits) + Long.MIN_VALUE + 1;
    }

    /** What {@link #sequence} has read, without leading zeros; null where there was none. */
    public String digits() {
        return sequence == NO_SEQUENCE ? null : Long.toUnsignedString(sequence - Long.MIN_VALUE - 1);
    }

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }
}
