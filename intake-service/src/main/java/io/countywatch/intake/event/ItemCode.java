package io.countywatch.intake.event;

import java.util.Locale;

/**
 * Why an item was not taken, as apps see it. The order is the precedence: an item with several errors carries the code
 * of the first of them in this list.
 */
public enum ItemCode {
    INVALID_JSON,
    /** Before all that follow: it decides that the original is not kept. */
    PERSONAL_DATA,
    MISSING_ATTRIBUTE,
    INVALID_ATTRIBUTE,
    UNKNOWN_TYPE,
    TIME_IN_FUTURE,
    UNKNOWN_COUNTY,
    INVALID_FIELD,
    UNKNOWN_MEASURE,
    RULE_VIOLATION,
    OUT_OF_SCOPE,
    EVENT_TOO_LARGE,
    CONFLICT,
    /** To be repeated: Kafka did not acknowledge in time, so the event may or may not be stored. */
    KAFKA_TIMEOUT,
    /** To be repeated: no room to take it. */
    OVERLOADED,
    /** To be repeated: the caller sends too fast. */
    RATE_LIMITED;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The code on the wire, for example {@code invalid_field}. */
    public String text() {
        return text;
    }
}
