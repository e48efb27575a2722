package io.countywatch.intake.event;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What one attribute or field may hold. Types are not coerced: {@code "5"} is not 5. */
@FunctionalInterface
interface ValueCheck {

    /**
     * Adds what is wrong with the value.
     *
     * @param why the item's code for it: an invalid attribute or an invalid field
     * @param value a String, Long, Boolean, List or {@link JsonKind}
     */
    void check(ItemCode why, String pointer, Object value, Findings findings);

    static ValueCheck oneOf(String... allowed) {
        Set<String> values = Set.of(allowed);
        String detail = "must be one of " + String.join(", ", allowed);
        return (why, pointer, value, findings) -> {
            if (!(value instanceof String text)) {
                findings.add(why, pointer, ErrorCode.WRONG_TYPE, "must be a text");
            } else if (!values.contains(text)) {
                findings.add(why, pointer, ErrorCode.NOT_ALLOWED, detail);
            }
        };
    }

    static ValueCheck wholeNumber(long min, long max) {
        String detail = "must be between " + min + " and " + max;
        return (why, pointer, value, findings) -> {
            if (!(value instanceof Long number)) {
                findings.add(why, pointer, ErrorCode.WRONG_TYPE, "must be a whole number");
            } else if (number < min || number > max) {
                findings.add(why, pointer, ErrorCode.OUT_OF_RANGE, detail);
            }
        };
    }

    /** A text of {@code min} to {@code max} characters of any kind. */
    static ValueCheck text(int min, int max) {
        return pattern(min, max, text -> true, "");
    }

    /** A text whose length is told apart from its characters. */
    static ValueCheck pattern(int min, int max, Predicate<String> allowed, String detail) {
        String tooLong = "must have at most " + max + " characters";
        return (why, pointer, value, findings) -> {
            if (!(value instanceof String text)) {
                findings.add(why, pointer, ErrorCode.WRONG_TYPE, "must be a text");
            } else if (text.length() < min) {
                findings.add(why, pointer, ErrorCode.TOO_SHORT, "must not be empty");
            } else if (text.length() > max && Texts.characters(text) > max) {
                findings.add(why, pointer, ErrorCode.TOO_LONG, tooLong);
            } else if (!allowed.test(text)) {
                findings.add(why, pointer, ErrorCode.PATTERN, detail);
            }
        };
    }

    static ValueCheck id() {
        return pattern(1, 64, Texts::isId, "must consist of A-Z a-z 0-9 . _ : -");
    }

    static ValueCheck source() {
        return pattern(1, 128, Texts::isSource, "must be /devices/{deviceId}");
    }

    static ValueCheck countyCode() {
        return pattern(0, Integer.MAX_VALUE, Texts::isCountyCode, "must be 6 digits");
    }

    static ValueCheck truth() {
        return (why, pointer, value, findings) -> {
            if (!(value instanceof Boolean)) {
                findings.add(why, pointer, ErrorCode.WRONG_TYPE, "must be true or false");
            }
        };
    }

    static ValueCheck listOf(int max, ValueCheck item) {
        String detail = "must have at most " + max + " items";
        return (why, pointer, value, findings) -> {
            if (!(value instanceof List<?> items)) {
                findings.add(why, pointer, ErrorCode.WRONG_TYPE, "must be a list");
                return;
            }
            if (items.size() > max) {
                findings.add(why, pointer, ErrorCode.TOO_LONG, detail);
                return;
            }
            for (int i = 0; i < items.size(); i++) {
                item.check(why, pointer + "/" + i, items.get(i), findings);
            }
        };
    }
}
