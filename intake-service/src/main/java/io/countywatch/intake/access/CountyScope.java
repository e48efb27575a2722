package io.countywatch.intake.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The counties that a token may write: codes ({@code 513429}), prefixes ({@code 5134*}) or all ({@code *}). */
public final class CountyScope {

    /** No county at all: what a token without the claim may write. */
    public static final CountyScope NONE = of(List.of());

    private final Set<String> codes = new HashSet<>();
    private final List<String> prefixes = new ArrayList<>();

    private CountyScope() {}

    /** The scope of the claim's entries. */
    public static CountyScope of(Collection<String> patterns) {
        CountyScope scope = new CountyScope();
        for (String pattern : patterns) {
            if (pattern.endsWith("*")) {
                scope.prefixes.add(pattern.substring(0, pattern.length() - 1));
            } else {
                scope.codes.add(pattern);
            }
        }
        return scope;
    }

    /** Whether no county can be in it. */
    public boolean isEmpty() {
        return codes.isEmpty() && prefixes.isEmpty();
    }

    /** Whether the county is in it. */
    public boolean contains(String county) {
        if (codes.contains(county)) {
            return true;
        }
        for (String prefix : prefixes) {
            if (county.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
