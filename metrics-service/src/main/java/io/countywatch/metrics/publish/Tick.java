package io.countywatch.metrics.publish;

import java.time.LocalDate;
import java.util.List;

/**
 * What one tick sends.
 *
 * @param seen database snapshot that it was read in
 * @param lag records that waited to be applied
 */
record Tick(
        String seen,
        List<CountySnapshot> counties,
        List<VillageSnapshot> villages,
        LocalDate effectiveThrough,
        long lag) {}
