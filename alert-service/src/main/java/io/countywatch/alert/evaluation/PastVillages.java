package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.snapshot.VillageFigures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The villages of evaluated days that are not final yet. Their figures are in the database: in memory they would take as
 * much for each day as those of the latest. Used by one thread.
 */
final class PastVillages {

    private final Campaign campaign;
    private final RuleSet rules;
    private final Database database;

    PastVillages(Campaign campaign, RuleSet rules, Database database) {
        this.campaign = campaign;
        this.rules = rules;
        this.database = database;
    }

    /**
     * What the villages of a day meant for their counties, from what was kept.
     *
     * @param heartbeat run again and again while it looks: in a large country this takes long
     */
    VillageParts kept(LocalDate day, Runnable heartbeat) {
        List<String> all =
                campaign.units().of(Level.VILLAGE).stream().map(Unit::code).toList();
        Collection<VillageFigures> used = used(day, all).values();
        heartbeat.run();
        return assess(day, used, heartbeat);
    }

    /**
     * What late data say about evaluated days.
     *
     * @param late figures with what they say about days before
     * @param evaluated those days that were evaluated and are not final
     * @return figures that differ from those that a day was last evaluated with, by day; a day without any is absent
     */
    SortedMap<LocalDate, List<VillageFigures>> restated(Collection<VillageFigures> late, Set<LocalDate> evaluated) {
        Map<LocalDate, List<VillageFigures>> told = new HashMap<>();
        for (VillageFigures village : late) {
            for (VillageFigures earlier : village.previous()) {
                if (evaluated.contains(earlier.day())) {
                    told.computeIfAbsent(earlier.day(), day -> new ArrayList<>())
                            .add(earlier);
                }
            }
        }
        SortedMap<LocalDate, List<VillageFigures>> restated = new TreeMap<>();
        told.forEach((day, villages) -> {
            Map<String, VillageFigures> used =
                    used(day, villages.stream().map(VillageFigures::village).toList());
            List<VillageFigures> changed = Restatements.ofVillages(villages, used, campaign.zone());
            if (!changed.isEmpty()) {
                restated.put(day, changed);
            }
        });
        return restated;
    }

    /** The villages of a day, with other figures of some. */
    VillageParts over(VillageParts used, LocalDate day, Collection<VillageFigures> restated) {
        return restated.isEmpty() ? used : used.over(assess(day, restated, () -> {}), campaign.units());
    }

    private VillageParts assess(LocalDate day, Collection<VillageFigures> villages, Runnable heartbeat) {
        Map<String, VillageFigures> figures = new HashMap<>();
        villages.forEach(village -> figures.put(village.village(), village));
        return new VillageRound(campaign, rules).assess(day, figures, Map.of(), new HashMap<>(), heartbeat);
    }

    private Map<String, VillageFigures> used(LocalDate day, List<String> villages) {
        Map<String, VillageFigures> used = new HashMap<>();
        database.inTransaction(connection -> new VillageFiguresStore(connection).known(villages, day))
                .forEach(village -> used.put(village.village(), village));
        return used;
    }
}
