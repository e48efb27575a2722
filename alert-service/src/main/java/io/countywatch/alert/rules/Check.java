package io.countywatch.alert.rules;

/**
 * One comparison of a rule with a fact of a day.
 *
 * @param needed as the rule has it
 * @param value the fact; null where it does not exist, which meets no comparison
 * @param margin by how much a number meets its threshold, negative where it misses it; null for what is no number
 */
public record Check(String fact, String needed, Object value, boolean holds, Double margin) {

    static Check of(String fact, Comparison comparison, Double value) {
        return new Check(
                fact,
                comparison.toString(),
                value,
                value != null && comparison.holds(value),
                value == null ? null : comparison.margin(value));
    }

    static Check of(String fact, Object needed, Object value, boolean holds) {
        return new Check(fact, needed.toString(), value, holds, null);
    }
}
