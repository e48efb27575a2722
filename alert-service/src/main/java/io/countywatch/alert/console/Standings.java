package io.countywatch.alert.console;

import io.countywatch.alert.api.Freshness;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.evaluation.Provisional;
import io.countywatch.alert.schedule.Status;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Assessments of whole days, kept between requests: many look at the same page, and a day is evaluated once or a few
 * times. Days that are final are never evaluated again, so what is kept of them stays right; the others are read anew.
 */
@Singleton
class Standings {

    private static final int WEEK = 7;

    private final StandingStore store;
    private final Campaign campaign;
    private final Map<LocalDate, Map<String, Status>> past = new ConcurrentHashMap<>();
    private volatile Last last = new Last(null, Map.of());

    Standings(StandingStore store, Campaign campaign) {
        this.store = store;
        this.campaign = campaign;
    }

    private record Last(Freshness of, Map<String, List<StandingStore.Row>> byUnit) {}

    /** Every unit's standings on the last evaluated day. */
    Map<String, List<StandingStore.Row>> of(Freshness freshness) {
        Last known = last;
        if (!freshness.equals(known.of())) {
            known = new Last(freshness, store.ofDay(freshness.evaluatedThrough()));
            last = known;
        }
        return known.byUnit();
    }

    /**
     * Counties by status: on the weekdays of the campaign's first day, and on the last evaluated day.
     *
     * @param today status of the counties that are counted, on the last evaluated day
     */
    List<Overview.DayCounts> history(LocalDate through, Map<String, Status> today) {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = campaign.start(); day.isBefore(through); day = day.plusDays(WEEK)) {
            days.add(day);
        }
        List<LocalDate> missing = new ArrayList<>(days);
        missing.removeAll(past.keySet());
        Map<LocalDate, Map<String, Status>> read = missing.isEmpty() ? Map.of() : store.worstOf(missing);
        missing.stream()
                .filter(day -> !Provisional.is(day, through))
                .forEach(day -> past.put(day, read.getOrDefault(day, Map.of())));
        List<Overview.DayCounts> history = new ArrayList<>();
        for (LocalDate day : days) {
            Map<String, Status> kept = past.get(day);
            add(history, day, kept == null ? read.getOrDefault(day, Map.of()) : kept, today.keySet());
        }
        add(history, through, today, today.keySet());
        return history;
    }

    private static void add(
            List<Overview.DayCounts> history, LocalDate day, Map<String, Status> worst, Set<String> counties) {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        Set<String> seen = new HashSet<>(worst.keySet());
        seen.retainAll(counties);
        seen.forEach(county -> counts.merge(worst.get(county), 1, Integer::sum));
        if (!counts.isEmpty()) {
            history.add(new Overview.DayCounts(day, counts));
        }
    }
}
