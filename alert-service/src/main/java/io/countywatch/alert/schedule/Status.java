package io.countywatch.alert.schedule;

/** How a unit stands against a plan, best first; {@link #UNKNOWN} ranks as {@link #BEHIND}. */
public enum Status {
    /** Nothing is left and the exit checks passed. */
    VERIFIED(0),
    /** Nothing is left, but nobody has checked. */
    DONE_UNVERIFIED(1),
    ON_TRACK(2),
    /** The first 28 days of a plan, or nothing in scope yet. */
    NOT_STARTED(3),
    WATCH(4),
    /** Silent, so that nobody can say: never looks green. */
    UNKNOWN(5),
    BEHIND(5),
    CRITICAL(6),
    /** Past the due date with work left. */
    OVERDUE(7);

    private final int rank;

    Status(int rank) {
        this.rank = rank;
    }

    /** Higher is worse. */
    public int rank() {
        return rank;
    }

    /** BEHIND or worse; what is unknown counts as behind. */
    public boolean isBehind() {
        return rank >= BEHIND.rank;
    }

    /** Nothing is left to do. */
    public boolean isDone() {
        return this == VERIFIED || this == DONE_UNVERIFIED;
    }

    /** The worse of two; of two equals the first. */
    public Status worse(Status other) {
        return other.rank > rank ? other : this;
    }
}
