package io.countywatch.alert.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads query parameters; what does not fit is a 400 that names the parameter and what it may be. */
public final class Parameters {

    /** A day that no campaign reaches: whatever is latest. */
    public static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    private Parameters() {}

    /** A day such as 2020-05-27. */
    public static LocalDate day(String text, LocalDate otherwise, String name) {
        if (text == null) {
            return otherwise;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Problem.badRequest(name + " must be a day like 2020-05-27");
        }
    }

    /** A text to look for; null stays null. PostgreSQL takes no U+0000, which would look like its own failure. */
    static String text(String text, String name) {
        if (text != null && holdsControls(text)) {
            throw Problem.badRequest(name + " must hold no control characters");
        }
        return text;
    }

    /** Tabs and ends of lines are text. */
    static boolean holdsControls(String text) {
        return text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r');
    }

    static int between(int value, int least, int most, String name) {
        if (value < least || value > most) {
            throw Problem.badRequest(name + " must be between " + least + " and " + most);
        }
        return value;
    }

    /** An instant after one and not after another. */
    static Instant within(Instant value, Instant after, Instant last, String name) {
        if (value == null) {
            throw Problem.badRequest(name + " is required");
        }
        if (!value.isAfter(after) || value.isAfter(last)) {
            throw Problem.badRequest(name + " must be after " + after + " and not after " + last);
        }
        return value;
    }

    /** The form of a rule's id; null stays null. */
    static String ruleId(String text) {
        if (text != null && !text.matches("[a-z0-9-]{1,64}")) {
            throw Problem.badRequest("rule must be an id of a-z, 0-9 and -");
        }
        return text;
    }

    static <E extends Enum<E>> E oneOf(Class<E> type, String text, String name) {
        try {
            return Enum.valueOf(type, text.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(name + " must be one of "
                    + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")));
        }
    }
}
