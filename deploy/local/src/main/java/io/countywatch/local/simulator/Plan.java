package io.countywatch.local.simulator;

import java.time.LocalDate;
import java.util.List;

/**
 * A plan in force.
 *
 * @param scope codes of units, prefixes of the codes below them; {@code CN} and other codes without a digit: everywhere
 */
record Plan(String measure, List<String> scope, LocalDate start, LocalDate due, Curve curve) {

    /** How closely the plan is meant for the county: the length of the matching code, 0 for everywhere, −1 for no. */
    int closeness(String county) {
        return scope.stream()
                .mapToInt(code -> !Character.isDigit(code.charAt(0)) ? 0 : county.startsWith(code) ? code.length() : -1)
                .max()
                .orElse(-1);
    }
}
