package io.countywatch.metrics.publish;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/** Value on {@code village-metrics.v1}; its revision is the number of the tick, so that no village needs a row. */
record VillageSnapshot(
        String village,
        String county,
        long revision,
        long snapshot,
        Instant asOf,
        @JsonUnwrapped VillageContent content) {}
