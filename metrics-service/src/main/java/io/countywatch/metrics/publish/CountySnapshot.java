package io.countywatch.metrics.publish;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.SortedMap;

/**
 * Value on {@code county-metrics.v1}: absolute, never a delta.
 *
 * @param revision rises by one with every change of the county's content
 * @param snapshot number of the tick
 * @param asOf instant of the snapshot; in a replay, of the data's own clock
 * @param positions next offset by partition: what the figures include
 */
record CountySnapshot(
        String county,
        long revision,
        long snapshot,
        Instant asOf,
        SortedMap<Integer, Long> positions,
        @JsonUnwrapped CountyContent content) {}
