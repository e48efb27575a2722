package io.countywatch.alert.evaluation;

import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.VillageFigures;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** What new figures say about evaluated days that are not final yet. Pure. */
final class Restatements {

    private Restatements() {}

    /**
     * The counties whose figures of a provisional day differ from those it was evaluated with.
     *
     * @param evaluated figures of the provisional days before the latest, as they were last evaluated
     * @param figures of the latest day, with what they say about the days before
     * @return by day and county; a day without any is absent
     */
    static SortedMap<LocalDate, Map<String, SnapshotRecord>> of(
            NavigableMap<LocalDate, Map<String, SnapshotRecord>> evaluated,
            Collection<SnapshotRecord> figures,
            ZoneId zone) {
        SortedMap<LocalDate, Map<String, SnapshotRecord>> restated = new TreeMap<>();
        for (SnapshotRecord snapshot : figures) {
            for (SnapshotRecord.Earlier earlier : snapshot.previous()) {
                SnapshotRecord used = evaluated
                        .getOrDefault(earlier.effectiveThrough(), Map.of())
                        .get(snapshot.county());
                SnapshotRecord now = snapshot.at(earlier);
                if (used != null && used.revision() < now.revision() && !used.sameFigures(now, zone)) {
                    restated.computeIfAbsent(earlier.effectiveThrough(), day -> new HashMap<>())
                            .put(snapshot.county(), now);
                }
            }
        }
        return restated;
    }

    /**
     * Villages whose figures of a provisional day differ from those that it was evaluated with.
     *
     * @param now what new figures say about the day
     * @param evaluated figures that the day was last evaluated with, by village; of some there may have been none
     */
    static List<VillageFigures> ofVillages(
            Collection<VillageFigures> now, Map<String, VillageFigures> evaluated, ZoneId zone) {
        return now.stream()
                .filter(one -> {
                    VillageFigures used = evaluated.get(one.village());
                    return used == null || used.revision() < one.revision() && !used.sameFigures(one, zone);
                })
                .toList();
    }

    /** Figures with those of some counties replaced. */
    static Map<String, SnapshotRecord> over(Map<String, SnapshotRecord> figures, Map<String, SnapshotRecord> restated) {
        Map<String, SnapshotRecord> all = new HashMap<>(figures);
        all.putAll(restated);
        return all;
    }
}
