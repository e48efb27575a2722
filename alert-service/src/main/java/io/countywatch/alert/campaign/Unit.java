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

    /** A unit that is not in the campaign any more: nothing is known of it but its code, which tells its level. */
    public static Unit former(String code) {
        Level level = code.contains("-")
                ? Level.VILLAGE
                : switch (code.length()) {
                    case 2 -> Level.PROVINCE;
                    case 4 -> Level.PREFECTURE;
                    default -> Level.COUNTY;
                };
        String parent = level == Level.VILLAGE ? code.substring(0, code.indexOf('-')) : "";
        return new Unit(code, level, parent, code, null, 0);
    }
}
