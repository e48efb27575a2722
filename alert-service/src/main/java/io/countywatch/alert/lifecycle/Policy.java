package io.countywatch.alert.lifecycle;

/**
 * How many evaluations a change takes; one evaluation a campaign day counts.
 *
 * @param raiseAfter raising evaluations in a row until it fires, at least 1
 * @param clearAfter clearing evaluations until it is resolved, at least 1
 * @param severityFallsAfter raising evaluations at a lower severity until it falls, at least 1
 * @param sameEpisodeDays reopening within so many days continues the episode
 */
public record Policy(int raiseAfter, int clearAfter, int severityFallsAfter, int sameEpisodeDays) {

    /** The defaults of the design. */
    public static final Policy DEFAULT = new Policy(2, 3, 3, 14);

    public Policy {
        if (raiseAfter < 1 || clearAfter < 1 || severityFallsAfter < 1 || sameEpisodeDays < 0) {
            throw new IllegalArgumentException("a policy needs at least one evaluation for every change");
        }
    }
}
