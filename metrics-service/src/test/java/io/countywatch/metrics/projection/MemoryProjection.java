package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Entry;
import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Figure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The transaction's steps over maps: dedup by identity, fold, states, counters and ledger. */
final class MemoryProjection {

    private final Map<String, Event> stored = new LinkedHashMap<>();
    private final Map<String, FoldedSubject> states = new HashMap<>();
    private final Map<Entry, Count> ledger = new HashMap<>();
    private final Map<String, Count> counters = new TreeMap<>();

    static MemoryProjection of(List<Event> arrival) {
        MemoryProjection projection = new MemoryProjection();
        projection.apply(arrival);
        return projection;
    }

    void apply(List<Event> batch) {
        effects(batch, true);
    }

    /** All of a batch's work, and then no commit. */
    void applyAndCrash(List<Event> batch) {
        effects(batch, false);
    }

    private void effects(List<Event> batch, boolean commits) {
        Map<String, Event> after = new LinkedHashMap<>(stored);
        List<StoredEvent> fresh = new ArrayList<>();
        for (Event event : batch) {
            if (after.putIfAbsent(event.stamp().source() + event.stamp().id(), event) == null) {
                fresh.add(new StoredEvent(event, "type", "{}", 0, new Position("household-events.v1", 3, 0)));
            }
        }
        Map<String, List<Event>> bySubject = after.values().stream().collect(Collectors.groupingBy(Event::subject));
        Effects effects = BatchFold.fold(fresh, states, subjects -> bySubject);
        if (commits) {
            stored.putAll(after);
            states.putAll(effects.states());
            effects.ledger().forEach((entry, count) -> ledger.merge(entry, count, Count::plus));
            effects.counters()
                    .forEach((key, count) ->
                            counters.merge(key.county() + "/" + key.measure() + "/" + key.stage(), count, Count::plus));
        }
    }

    /** State, counters and ledger sums, as one value. */
    Map<String, Object> all() {
        Map<String, Object> folded = new TreeMap<>();
        states.forEach((subject, state) -> folded.put(subject, state.state()));
        return Map.of("states", folded, "counters", counters(), "ledger", nonZero(ledger));
    }

    Map<String, Count> counters() {
        return nonZero(counters);
    }

    /** Sums of the ledger by figure, without reports, which are no counters. */
    Map<String, Count> ledgerSums() {
        Map<String, Count> sums = new TreeMap<>();
        ledger.forEach((entry, count) -> {
            Figure figure = entry.figure();
            if (!figure.measure().equals(Figure.REPORT)) {
                sums.merge(figure.county() + "/" + figure.measure() + "/" + figure.stage(), count, Count::plus);
            }
        });
        return nonZero(sums);
    }

    private static <K> Map<K, Count> nonZero(Map<K, Count> counts) {
        Map<K, Count> copy = new HashMap<>(counts);
        copy.values().removeIf(Count::zero);
        return copy;
    }
}
