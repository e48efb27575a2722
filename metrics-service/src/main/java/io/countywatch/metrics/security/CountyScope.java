package io.countywatch.metrics.security;

import java.util.Collection;
import java.util.List;

/**
 * Counties that a token is good for: codes ({@code 513429}), prefixes ({@code 5134*}) or all ({@code *}). No claim means no
 * county; a pattern of another form means none either.
 */
public final class CountyScope {

    private static final CountyScope NONE = new CountyScope(List.of());

    private final List<String> patterns;

    private CountyScope(List<String> patterns) {
        this.patterns = patterns;
    }

    /** @param patterns of the claim; null if it is missing */
    public static CountyScope of(Collection<String> patterns) {
        return patterns == null
                ? NONE
                : new CountyScope(patterns.stream()
                        .filter(pattern -> pattern.matches("[0-9]{6}|[0-9]{0,6}\\*"))
                        .toList());
    }

    public boolean isEverything() {
        return patterns.contains("*");
    }

    /** Whether a county is in scope. */
    public boolean covers(String county) {
        return patterns.contains(county) || coversAllOf(county);
    }

    /** Whether every county whose code begins with a code (of a province or a prefecture) is in scope. */
    public boolean coversAllOf(String code) {
        return patterns.stream()
                .anyMatch(pattern ->
                        pattern.endsWith("*") && code.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    /** The same as patterns of SQL's {@code LIKE}, over a column with county codes; none covers nothing. */
    public List<String> likePatterns() {
        return patterns.stream().map(pattern -> pattern.replace('*', '%')).toList();
    }
}
