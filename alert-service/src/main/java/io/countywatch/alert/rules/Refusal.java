package io.countywatch.alert.rules;

import io.countywatch.alert.campaign.StrictYaml;

/** A rules file is wrong; it knows what in the file is, as a path like {@code rules[2].clear.lagDays}. */
final class Refusal extends IllegalArgumentException {

    private final String at;

    Refusal(String at, String reason) {
        super(reason);
        this.at = at;
    }

    /** The same with file, line and reason. */
    IllegalArgumentException in(String file, String text) {
        return new IllegalArgumentException(file + ":" + StrictYaml.line(text, at) + ": " + getMessage(), this);
    }

    static void unless(boolean holds, String at, String reason) {
        if (!holds) {
            throw new Refusal(at, reason);
        }
    }
}
