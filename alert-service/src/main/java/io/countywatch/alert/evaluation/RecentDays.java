package io.countywatch.alert.evaluation;

import io.countywatch.alert.snapshot.SnapshotRecord;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The evaluated days that are not final yet, with the figures that they were last evaluated with. Used by one thread.
 */
final class RecentDays {

    private final ZoneId zone;
    private final NavigableMap<LocalDate, Map<String, SnapshotRecord>> counties = new TreeMap<>();
    private final Map<LocalDate, VillageParts> villages = new HashMap<>();

    RecentDays(ZoneId zone) {
        this.zone = zone;
    }

    /** Goes on from what was kept. */
    void restore(Map<LocalDate, Map<String, SnapshotRecord>> kept) {
        counties.clear();
        villages.clear();
        counties.putAll(kept);
    }

    /**
     * The days that must be evaluated again together with a day, because its figures say something new about them.
     *
     * @param kept works out the villages of a day that this evaluator has not evaluated itself
     * @return from the first restated day on, in order; empty if none is
     */
    List<Revisions.Earlier> restatedBy(
            LocalDate day, Collection<SnapshotRecord> figures, Function<LocalDate, VillageParts> kept) {
        NavigableMap<LocalDate, Map<String, SnapshotRecord>> provisional =
                counties.subMap(firstProvisional(day), true, day, false);
        SortedMap<LocalDate, Map<String, SnapshotRecord>> restated = Restatements.of(provisional, figures, zone);
        List<Revisions.Earlier> earlier = new ArrayList<>();
        if (!restated.isEmpty()) {
            provisional.tailMap(restated.firstKey(), true).forEach((past, used) -> {
                Map<String, SnapshotRecord> changed = restated.getOrDefault(past, Map.of());
                earlier.add(new Revisions.Earlier(
                        past,
                        Restatements.over(used, changed),
                        villages.computeIfAbsent(past, kept),
                        changed.keySet()));
            });
        }
        return earlier;
    }

    /** A day was evaluated, and earlier ones with it. */
    void evaluated(LocalDate day, Tick.Figures figures) {
        figures.earlier().forEach(earlier -> counties.put(earlier.day(), earlier.counties()));
        counties.put(
                day,
                figures.counties().values().stream()
                        .collect(Collectors.toMap(SnapshotRecord::county, SnapshotRecord::alone)));
        villages.put(day, figures.villages());
        counties.headMap(firstProvisional(day), false).clear();
        villages.keySet().removeIf(past -> past.isBefore(firstProvisional(day)));
    }

    /** The first day that is not final when another one is the latest. */
    static LocalDate firstProvisional(LocalDate latest) {
        return latest.minusDays(Provisional.DAYS - 1L);
    }
}
