package io.countywatch.alert.rules;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A question to a county's data: they are hardly as things are. */
public enum DataQuality {
    /** Households at risk are fewer than 1 % of the register (nobody looks) or more than 10 %. */
    @JsonProperty("atRiskUnlikely")
    AT_RISK_UNLIKELY,
    /** A household that had fallen back was lifted again within 90 days, in the last 90 days. */
    @JsonProperty("liftedAgain")
    LIFTED_AGAIN
}
