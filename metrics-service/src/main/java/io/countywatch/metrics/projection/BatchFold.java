package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Changes;
import io.countywatch.metrics.fold.Entry;
import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Fact;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.fold.Fold;
import io.countywatch.metrics.fold.Stamp;
import io.countywatch.metrics.fold.SubjectState;
import io.countywatch.metrics.projection.Effects.CounterKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The pure middle of the transaction: new events and what is known of their subjects in, effects out. Most events are the
 * newest of their subject and cost one step; late ones and retractions cost a re-fold of the subject's events.
 */
final class BatchFold {

    private final Map<String, FoldedSubject> states = new HashMap<>();
    private final Changes<Entry> ledger = new Changes<>();
    private final Changes<CounterKey> counters = new Changes<>();
    private int superseded;

    private BatchFold() {}

    /**
     * @param fresh events not applied before, each once
     * @param known states before, by subject; a subject without one is new
     * @param history gives all stored events of some subjects, the fresh ones included
     */
    static Effects fold(
            Collection<StoredEvent> fresh,
            Map<String, FoldedSubject> known,
            Function<Set<String>, Map<String, List<Event>>> history) {
        Map<String, List<StoredEvent>> bySubject = new LinkedHashMap<>();
        fresh.forEach(event -> bySubject
                .computeIfAbsent(event.event().subject(), any -> new ArrayList<>())
                .add(event));
        BatchFold fold = new BatchFold();
        Map<String, List<StoredEvent>> refolded = new LinkedHashMap<>();
        bySubject.forEach((subject, events) -> {
            events.sort(Comparator.comparing(event -> event.event().stamp()));
            FoldedSubject before = known.getOrDefault(subject, FoldedSubject.NONE);
            if (continues(before, events)) {
                fold.next(subject, before, events);
            } else {
                refolded.put(subject, events);
            }
        });
        if (!refolded.isEmpty()) {
            var stored = history.apply(refolded.keySet());
            refolded.forEach((subject, events) ->
                    fold.refold(subject, known.getOrDefault(subject, FoldedSubject.NONE), events, stored.get(subject)));
        }
        return new Effects(fold.states, fold.ledger, fold.counters, fold.superseded);
    }

    private static boolean continues(FoldedSubject state, List<StoredEvent> events) {
        if (state.retractions()) {
            return false;
        }
        FoldedSubject last = state;
        for (StoredEvent event : events) {
            Stamp stamp = event.event().stamp();
            if (event.event().fact() instanceof Fact.Retracted || !last.isBefore(stamp)) {
                return false;
            }
            last = last.next(last.state(), stamp);
        }
        return true;
    }

    private void next(String subject, FoldedSubject before, List<StoredEvent> events) {
        Changes<Entry> changes = new Changes<>();
        FoldedSubject folded = before;
        for (StoredEvent event : events) {
            SubjectState after = Fold.next(folded.state(), event.event(), changes);
            folded = folded.next(after, event.event().stamp());
        }
        finish(subject, folded, changes, events.get(0).position().partition());
    }

    private void refold(String subject, FoldedSubject before, List<StoredEvent> fresh, List<Event> stored) {
        Set<Event> added = new HashSet<>();
        fresh.forEach(event -> added.add(event.event()));
        Map<Boolean, List<Event>> parts = stored.stream().collect(Collectors.partitioningBy(added::contains));
        Changes<Entry> changes = Fold.gained(parts.get(false), parts.get(true));
        SubjectState state = Fold.state(stored);
        boolean retractions = stored.stream().anyMatch(event -> event.fact() instanceof Fact.Retracted);
        if (state.equals(before.state())) {
            superseded += (int) fresh.stream()
                    .filter(event -> !(event.event().fact() instanceof Fact.Retracted))
                    .count();
        }
        Stamp newest =
                stored.stream().map(Event::stamp).max(Comparator.naturalOrder()).orElseThrow();
        Instant lastRecorded = stored.stream()
                .map(event -> event.stamp().recorded())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        finish(
                subject,
                new FoldedSubject(state, newest.time(), newest.sequence(), lastRecorded, retractions),
                changes,
                fresh.get(0).position().partition());
    }

    private void finish(String subject, FoldedSubject after, Changes<Entry> changes, int partition) {
        states.put(subject, after);
        changes.forEach((entry, count) -> {
            if (!entry.figure().measure().equals(Figure.REPORT)) {
                counters.add(CounterKey.of(entry.figure(), partition), count);
            }
        });
        ledger.addAll(changes);
    }
}
