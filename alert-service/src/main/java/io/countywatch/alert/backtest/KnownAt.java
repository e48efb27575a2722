package io.countywatch.alert.backtest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** With what knowledge days are played again. */
public enum KnownAt {
    /** The figures that a day was last evaluated with while it was the last one: only what was known then. */
    @JsonProperty("asRecorded")
    AS_RECORDED,
    /** The latest figures that are kept of a day, with what came late for it. */
    @JsonProperty("asNow")
    AS_NOW
}
