package io.countywatch.alert.rules;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time, written {@code 30s}, {@code 2m}, {@code 12h} or {@code 7d}. */
public record Span(Duration duration) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** @throws IllegalArgumentException if the text is not a number and one of s, m, h, d */
    @JsonCreator
    public static Span parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a length of time is a number and one of s, m, h, d, like 7d");
        }
        long number = Long.parseLong(matcher.group(1));
        return new Span(
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    /** In the largest unit that leaves nothing over. */
    @Override
    @JsonValue
    public String toString() {
        long seconds = duration.toSeconds();
        if (seconds % DAY == 0) {
            return seconds / DAY + "d";
        }
        if (seconds % HOUR == 0) {
            return seconds / HOUR + "h";
        }
        return seconds % MINUTE == 0 ? seconds / MINUTE + "m" : seconds + "s";
    }
}
