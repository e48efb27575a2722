package io.countywatch.intake.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The envelope attributes that intake knows. All others are extensions. */
enum Attribute {
    SPECVERSION,
    ID,
    SOURCE,
    TYPE,
    SUBJECT,
    TIME,
    COUNTYCODE,
    SEQUENCE,
    DATACONTENTTYPE,
    /** Set by intake: what a client sends is read past. */
    RECORDEDTIME;

    private static final Map<String, Attribute> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Attribute::text, Function.identity()));

    private final String text = name().toLowerCase(Locale.ROOT);
    private final String pointer = "/" + text;

    /** The attribute of that name, or {@code null}. */
    static Attribute named(String name) {
        return BY_NAME.get(name);
    }

    String text() {
        return text;
    }

    String pointer() {
        return pointer;
    }
}
