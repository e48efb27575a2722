package io.countywatch.alert.campaign;

import java.util.Objects;

/**
 * One unit of the administration.
 *
 * @param code official code; {@code CN} for the nation
 * @param parent code of the next level up, empty for the nation
 * @param people poor people left at the start of the campaign, at least 0
 */
public record Unit(String code, Level level, String parent, String name, String nameZh, long people) {

    public Unit {
        Objects.requireNonNull(code);
        Objects.requireNonNull(level);
        if (people < 0) {
            throw new IllegalArgumentException("people of " + code + " must not be negative");
        }
    }
}
