package io.countywatch.alert.lifecycle;

/** INACTIVE → PENDING → FIRING ⇄ RECOVERING → RESOLVED, and RETRACTED where late data proved a firing false. */
public enum State {
    INACTIVE,
    PENDING,
    FIRING,
    RECOVERING,
    RESOLVED,
    RETRACTED;

    /** Told to people and not ended. */
    public boolean isActive() {
        return this == FIRING || this == RECOVERING;
    }

    /** Told to people as over. */
    public boolean isEnd() {
        return this == RESOLVED || this == RETRACTED;
    }
}
