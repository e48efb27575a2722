package io.countywatch.alert.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the probability of finishing on time and the percentile dates are worked out. */
public enum ForecastModel {
    /** The design's formula: one pace, which does not change any more. */
    @JsonProperty("gamma-poisson")
    GAMMA_POISSON,
    /** Several ways in which paces may change, each weighed by how well it would have foretold all counties' windows. */
    @JsonProperty("pooled-paces")
    POOLED_PACES
}
