package io.countywatch.alert.rules;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A typed comparison with a number, written {@code "<= 3"}. */
public record Comparison(String operator, double number) {

    private static final Pattern FORM = Pattern.compile("(<=|>=|<|>)\\s*(-?\\d+(?:\\.\\d+)?)");

    /** @throws IllegalArgumentException if the text is not one of {@code < <= > >=} and a number */
    @JsonCreator
    public static Comparison parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a comparison is one of < <= > >= and a number, like \"<= 3\"");
        }
        return new Comparison(matcher.group(1), Double.parseDouble(matcher.group(2)));
    }

    /** Whether a value compares so. */
    public boolean holds(double value) {
        return switch (operator) {
            case "<" -> value < number;
            case "<=" -> value <= number;
            case ">" -> value > number;
            default -> value >= number;
        };
    }

    /** By how much a value meets it; negative where it misses it. Rounded to four places. */
    public double margin(double value) {
        double margin = operator.startsWith("<") ? number - value : value - number;
        return Math.round(margin * 10_000) / 10_000.0;
    }

    @Override
    @JsonValue
    public String toString() {
        return operator + " " + number;
    }
}
