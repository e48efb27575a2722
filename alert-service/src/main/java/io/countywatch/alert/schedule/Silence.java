package io.countywatch.alert.schedule;

/**
 * What nobody has said anything about for too long.
 *
 * @param silent whether the whole unit counts as silent
 * @param scope S held by the silent villages (a silent unit: all of it)
 * @param done A held by them, as last known
 */
public record Silence(boolean silent, long scope, long done) {

    /** Everybody reports. */
    public static final Silence NONE = new Silence(false, 0, 0);

    public Silence {
        if (scope < 0 || done < 0 || done > scope) {
            throw new IllegalArgumentException("silent scope and done must be 0 <= done <= scope");
        }
    }

    /** R held by the silent villages. */
    public long remaining() {
        return scope - done;
    }
}
