package io.countywatch.alert.campaign;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Levels of the administration, widest first. */
public enum Level {
    @JsonProperty("nation")
    @JsonAlias("national")
    NATION,
    @JsonProperty("province")
    PROVINCE,
    @JsonProperty("prefecture")
    PREFECTURE,
    @JsonProperty("county")
    COUNTY,
    @JsonProperty("village")
    VILLAGE;

    /** The name used in files and answers, for example {@code county}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
