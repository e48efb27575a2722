package io.countywatch.alert.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a plan runs between two milestones. */
public enum Interpolation {
    @JsonProperty("linear")
    LINEAR,
    @JsonProperty("step")
    STEP
}
