package io.countywatch.alert.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the probability of finishing on time and the percentile dates are worked out. */
public enum ForecastModel {
    /** The design's formula: one pace, which does not change any more. */
    @JsonProperty("gamma-poisson")
    GAMMA_POISSON,
    /** Several ways in which the pace may change, each weighed by how well it would have foretold the past windows. */
    @JsonProperty("pace-hypotheses")
    PACE_HYPOTHESES,
    /** The same in finer steps, weighed by the windows of all counties of the province that follow the same plan. */
    @JsonProperty("pooled-paces")
    POOLED_PACES
}
