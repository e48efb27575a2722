package io.countywatch.local.simulator;

import java.util.List;

/** Gives bearer tokens to the simulated field workers. Called before every request: implementations cache. */
@FunctionalInterface
public interface TokenSource {

    /**
     * A valid token.
     *
     * @param caller who asks ({@code sub}): one for each county, since intake limits the rate of a caller
     * @param counties codes or prefixes for the claim {@code counties}
     * @param scope what it must allow, for example {@code events:write}
     * @return the token without the word {@code Bearer}
     */
    String bearer(String caller, List<String> counties, String scope);
}
