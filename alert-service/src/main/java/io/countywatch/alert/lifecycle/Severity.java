package io.countywatch.alert.lifecycle;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How grave an alert is, least first. */
public enum Severity {
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("critical")
    CRITICAL;

    /** The name used in files and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
