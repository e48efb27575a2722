package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.fold.Changes;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Entry;
import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.fold.Fold;
import io.countywatch.metrics.fold.Histories;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BatchFoldPropertiesTest {

    @Provide
    Arbitrary<List<Event>> histories() {
        return Histories.histories(14);
    }

    @Property(tries = 1000)
    void any_order_of_arrival_in_any_batches_gives_the_state_ledger_and_counters_of_the_set(
            @ForAll("histories") List<Event> events, @ForAll Random random) {
        List<Event> arrival = new ArrayList<>(events);
        Collections.shuffle(arrival, random);
        Map<String, FoldedSubject> states = new HashMap<>();
        Map<String, List<Event>> stored = new HashMap<>();
        Changes<Entry> ledger = new Changes<>();
        Map<String, Count> counters = new HashMap<>();

        for (int from = 0; from < arrival.size(); ) {
            int to = Math.min(arrival.size(), from + 1 + random.nextInt(5));
            List<StoredEvent> batch = arrival.subList(from, to).stream()
                    .map(BatchFoldPropertiesTest::stored)
                    .toList();
            batch.forEach(event -> stored.computeIfAbsent(event.event().subject(), any -> new ArrayList<>())
                    .add(event.event()));
            Effects effects = BatchFold.fold(batch, states, subjects -> stored);
            // through the codec, as the store does
            effects.states()
                    .forEach((subject, folded) -> states.put(subject, StateCodec.read(StateCodec.write(folded))));
            ledger.addAll(effects.ledger());
            effects.counters()
                    .forEach((key, count) ->
                            counters.merge(key.county() + key.measure() + key.stage(), count, Count::plus));
            from = to;
        }

        Changes<Entry> expected = new Changes<>();
        events.stream().collect(Collectors.groupingBy(Event::subject)).forEach((subject, own) -> {
            expected.addAll(Fold.ledger(own));
            assertThat(states.get(subject).state()).isEqualTo(Fold.state(own));
        });
        assertThat(ledger.asMap()).isEqualTo(expected.asMap());
        assertThat(nonZero(counters)).isEqualTo(nonZero(totals(expected)));
    }

    private static Map<String, Count> totals(Changes<Entry> ledger) {
        Map<String, Count> totals = new HashMap<>();
        ledger.forEach((entry, count) -> {
            Figure figure = entry.figure();
            if (!figure.measure().equals(Figure.REPORT)) {
                totals.merge(figure.county() + figure.measure() + figure.stage(), count, Count::plus);
            }
        });
        return totals;
    }

    private static Map<String, Count> nonZero(Map<String, Count> counts) {
        Map<String, Count> copy = new HashMap<>(counts);
        copy.values().removeIf(Count::zero);
        return copy;
    }

    private static StoredEvent stored(Event event) {
        return new StoredEvent(event, "type", "{}", 0, new Position("household-events.v1", 3, 0));
    }
}
