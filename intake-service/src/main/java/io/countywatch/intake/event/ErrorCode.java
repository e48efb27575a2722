package io.countywatch.intake.event;

import java.util.Locale;

/** What is wrong with one value; the same list as in {@code household-reject.v1.json}. */
public enum ErrorCode {
    REQUIRED,
    WRONG_TYPE,
    OUT_OF_RANGE,
    TOO_LONG,
    TOO_SHORT,
    PATTERN,
    NOT_ALLOWED,
    FORBIDDEN,
    DUPLICATE_KEY,
    UNKNOWN,
    IN_FUTURE,
    INCONSISTENT;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The code on the wire, for example {@code out_of_range}. */
    public String text() {
        return text;
    }
}
