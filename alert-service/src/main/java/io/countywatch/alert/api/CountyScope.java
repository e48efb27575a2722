package io.countywatch.alert.api;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import java.util.Collection;
import java.util.List;

/**
 * The counties that a caller may see: codes or prefixes like {@code 5134*}. A missing claim means no county.
 *
 * @param patterns as they stand in the token
 */
record CountyScope(List<String> patterns) {

    CountyScope {
        patterns = List.copyOf(patterns);
    }

    /** Reads the claim {@code counties}, whatever JSON types the token library makes of it. */
    static CountyScope ofClaim(Object claim) {
        if (!(claim instanceof Collection<?> values)) {
            return new CountyScope(List.of());
        }
        return new CountyScope(values.stream()
                .map(value -> value instanceof jakarta.json.JsonString text ? text.getString() : value.toString())
                .filter(pattern -> pattern.matches("[0-9]{6}|[0-9]{0,5}\\*|[0-9]{6}\\*"))
                .toList());
    }

    /** Whether the whole unit may be seen: a province needs a prefix that covers all of it, the nation {@code *}. */
    boolean covers(Unit unit) {
        return patterns.stream().anyMatch(pattern -> covers(pattern, unit));
    }

    private static boolean covers(String pattern, Unit unit) {
        boolean prefix = pattern.endsWith("*");
        String start = prefix ? pattern.substring(0, pattern.length() - 1) : pattern;
        if (start.isEmpty()) {
            return true;
        }
        if (unit.level() == Level.NATION) {
            return false;
        }
        if (unit.level() == Level.VILLAGE) {
            return prefix ? unit.code().startsWith(start) : unit.parent().equals(start);
        }
        return prefix ? unit.code().startsWith(start) : unit.code().equals(start);
    }
}
