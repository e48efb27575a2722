package io.countywatch.metrics;

import io.countywatch.metrics.ReferenceCampaign.Measure;
import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.FiguresOracle;
import io.countywatch.metrics.fold.FiguresOracle.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a history comes to in counties and villages, as effective on a day and as known at an instant, in the units of the
 * reference campaign. From the events and the design alone.
 */
public final class HistoryOracle {

    private final List<Event> events;
    private final Map<AsOf, Map<Place, Map<String, List<Long>>>> figures = new HashMap<>();
    private final Map<AsOf, Map<Place, List<Event>>> reports = new HashMap<>();

    public HistoryOracle(List<Event> events) {
        this.events = List.copyOf(events);
    }

    /** @param known {@link Instant#MAX}: all */
    public record AsOf(LocalDate effective, Instant known) {

        public static AsOf now(LocalDate effective) {
            return new AsOf(effective, Instant.MAX);
        }

        public AsOf daysBefore(long days) {
            return new AsOf(effective.minusDays(days), known);
        }
    }

    public static Predicate<Place> county(String code) {
        return place -> place.county().equals(code);
    }

    /** A village of the campaign: one that is said to lie in another county is none. */
    public static Predicate<Place> village(String code) {
        return new Place(code.substring(0, code.indexOf('-')), code)::equals;
    }

    /** "measure/stage" to {subjects, persons}; relapses are counted like one more measure. */
    public Map<String, List<Long>> figures(Predicate<Place> where, AsOf asOf) {
        Map<String, List<Long>> sums = new TreeMap<>();
        figures.computeIfAbsent(asOf, as -> FiguresOracle.places(events, as.effective(), as.known()))
                .forEach((place, own) -> {
                    if (where.test(place)) {
                        own.forEach((figure, count) ->
                                sums.merge(figure, count, (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1))));
                    }
                });
        sums.values().removeIf(count -> count.get(0) == 0 && count.get(1) == 0);
        return sums;
    }

    /** How often households fell back up to a day ({@code RELAPSED}), or were lifted again ({@code LIFTED_AGAIN}). */
    public long relapses(Predicate<Place> where, String what, AsOf asOf) {
        return figures(where, asOf)
                .getOrDefault("relapse/" + what, List.of(0L, 0L))
                .get(0);
    }

    /** Of some stages of a measure, in its unit. */
    public long in(Predicate<Place> where, Measure measure, Set<String> stages, AsOf asOf) {
        Map<String, List<Long>> told = figures(where, asOf);
        return stages.stream()
                .map(stage -> told.getOrDefault(measure.countedIn() + "/" + stage, List.of(0L, 0L)))
                .mapToLong(count -> count.get(measure.persons() ? 1 : 0))
                .sum();
    }

    /** Done at the end of a day and not so many days before. */
    public long net(Predicate<Place> where, Measure measure, AsOf asOf, int days) {
        return in(where, measure, measure.done(), asOf) - in(where, measure, measure.done(), asOf.daysBefore(days));
    }

    public List<Event> reports(Predicate<Place> where, AsOf asOf) {
        return reports
                .computeIfAbsent(asOf, as -> FiguresOracle.reports(events, as.effective(), as.known()))
                .entrySet()
                .stream()
                .filter(place -> where.test(place.getKey()))
                .flatMap(place -> place.getValue().stream())
                .toList();
    }

    /** The last day that something was reported of; null without one. */
    public LocalDate lastReportDay(Predicate<Place> where, AsOf asOf) {
        return reports(where, asOf).stream()
                .map(Event::effective)
                .max(LocalDate::compareTo)
                .orElse(null);
    }

    public long households(AsOf asOf) {
        return FiguresOracle.households(events, asOf.effective(), asOf.known());
    }
}
