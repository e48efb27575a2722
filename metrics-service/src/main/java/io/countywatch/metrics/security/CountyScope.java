package io.countywatch.metrics.security;

import java.util.Collection;
import java.util.List;

/**
 * Counties that a token is good for: codes ({@code 513429}), prefixes ({@code 5134*}) or all ({@code *}). No claim means no
 * county.
 */
public final class CountyScope {

    private static final CountyScope NONE = new CountyScope(List.of());

    private final List<String> patterns;

    private CountyScope(List<String> patterns) {
        this.patterns = patterns;
    }

    /** @param patterns of the claim; null if it is missing */
    public static CountyScope of(Collection<String> patterns) {
        return patterns == null ? NONE : new CountyScope(List.copyOf(patterns));
    }

    public boolean isEverything() {
        return patterns.contains("*");
    }

    /** Whether a county, or all counties whose codes begin with a shorter code, are in scope. */
    public boolean covers(String code) {
        for (String pattern : patterns) {
            boolean prefix = pattern.endsWith("*");
            if (prefix && code.startsWith(pattern.substring(0, pattern.length() - 1)) || pattern.equals(code)) {
                return true;
            }
        }
        return false;
    }
}
