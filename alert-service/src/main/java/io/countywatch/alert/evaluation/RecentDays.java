package io.countywatch.alert.evaluation;

import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.VillageFigures;
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
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The evaluated days that are not final yet, with the figures that they were last evaluated with. Used by one thread.
 */
final class RecentDays {

    private final ZoneId zone;
    private final NavigableMap<LocalDate, Map<String, SnapshotRecord>> counties = new TreeMap<>();
    private final Map<LocalDate, VillageParts> villages = new HashMap<>();
    private final PastVillages past;

    RecentDays(ZoneId zone, PastVillages past) {
        this.zone = zone;
        this.past = past;
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
     * @param late figures of villages that say something about days before which no evaluation has looked at
     * @param heartbeat run again and again while it looks
     * @return from the first restated day on, in order; empty if none is
     */
    List<Revisions.Earlier> restatedBy(
            LocalDate day, Collection<SnapshotRecord> figures, Collection<VillageFigures> late, Runnable heartbeat) {
        NavigableMap<LocalDate, Map<String, SnapshotRecord>> provisional =
                counties.subMap(firstProvisional(day), true, day, false);
        SortedMap<LocalDate, Map<String, SnapshotRecord>> restated = Restatements.of(provisional, figures, zone);
        SortedMap<LocalDate, List<VillageFigures>> restatedVillages = past.restated(late, provisional.keySet());
        TreeSet<LocalDate> days = new TreeSet<>(restated.keySet());
        days.addAll(restatedVillages.keySet());
        List<Revisions.Earlier> earlier = new ArrayList<>();
        if (!days.isEmpty()) {
            provisional.tailMap(days.first(), true).forEach((before, used) -> {
                Map<String, SnapshotRecord> changed = restated.getOrDefault(before, Map.of());
                List<VillageFigures> ofVillages = restatedVillages.getOrDefault(before, List.of());
                earlier.add(new Revisions.Earlier(
                        before,
                        Restatements.over(used, changed),
                        past.over(
                                villages.computeIfAbsent(before, kept -> past.kept(kept, heartbeat)),
                                before,
                                ofVillages),
                        changed.keySet(),
                        ofVillages));
            });
        }
        return earlier;
    }

    /**
     * How new figures of the last day are, by county. The same figures may be of several publications, and another replica may
     * have seen an earlier or a later one of them first: whoever has what was evaluated has nothing older.
     *
     * @param figures of the last evaluated day, as they are known now
     */
    Map<String, Long> revisions(TickStore.Evaluated last, Collection<SnapshotRecord> figures) {
        Map<String, SnapshotRecord> evaluated = counties.getOrDefault(last.day(), Map.of());
        Map<String, Long> revisions = new HashMap<>();
        for (SnapshotRecord now : figures) {
            long used = last.revisions().getOrDefault(now.county(), 0L);
            boolean same = now.revision() < used
                    && evaluated.containsKey(now.county())
                    && now.sameFigures(evaluated.get(now.county()), zone);
            revisions.put(now.county(), same ? used : now.revision());
        }
        return revisions;
    }

    /** A day was evaluated, and earlier ones with it. */
    void evaluated(LocalDate day, Tick.Figures figures) {
        figures.earlier().forEach(earlier -> {
            counties.put(earlier.day(), earlier.counties());
            villages.put(earlier.day(), earlier.villages());
        });
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
