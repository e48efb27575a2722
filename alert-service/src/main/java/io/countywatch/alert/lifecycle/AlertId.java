package io.countywatch.alert.lifecycle;

import java.util.regex.Pattern;

/**
 * Identity of an alert: {@code rule:unit:measure}.
 *
 * @param measure empty for rules that are not about one measure
 */
public record AlertId(String rule, String unit, String measure) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,64}:[A-Za-z0-9-]{1,32}:[a-z0-9-]{0,64}");

    public AlertId {
        String text = rule + ":" + unit + ":" + measure;
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not an alert id: rule:unit:measure is needed");
        }
    }

    /** @throws IllegalArgumentException if the text is not an alert id */
    public static AlertId parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not an alert id: rule:unit:measure is needed");
        }
        return new AlertId(parts[0], parts[1], parts[2]);
    }

    @Override
    public String toString() {
        return rule + ":" + unit + ":" + measure;
    }
}
