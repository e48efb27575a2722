package io.countywatch.metrics.figures;

import io.countywatch.metrics.fold.Count;
import java.time.Instant;
import java.util.SortedMap;

/**
 * Figures of a village.
 *
 * @param lastReportAt when it was last heard of, to the day: its receipt if that was on the day, else the day's end; null
 *     without any report
 * @param measures counts by measure and stage; nothing that is zero
 */
public record VillageFigures(
        String code,
        String name,
        String nameZh,
        Instant lastReportAt,
        SortedMap<String, SortedMap<String, Count>> measures) {}
