package io.countywatch.metrics.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FoldPropertiesTest {

    @Provide
    Arbitrary<List<Event>> histories() {
        return Histories.histories(14);
    }

    @Property(tries = 400)
    void the_ledger_answers_for_every_day_and_every_instant_what_the_events_say(
            @ForAll("histories") List<Event> events) {
        Changes<Entry> ledger = ledgerOf(events);
        TreeSet<Instant> instants =
                events.stream().map(event -> event.stamp().recorded()).collect(Collectors.toCollection(TreeSet::new));
        for (int day = 0; day < Histories.DAYS; day++) {
            for (Instant known : instants) {
                LocalDate effective = Histories.FIRST_DAY.plusDays(day);
                assertThat(figures(ledger, effective, known))
                        .as("effective %s known %s", effective, known)
                        .isEqualTo(FiguresOracle.figures(events, effective, known));
            }
        }
    }

    @Property(tries = 400)
    void neither_order_nor_duplicates_change_state_or_ledger(
            @ForAll("histories") List<Event> events, @ForAll Random random) {
        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);

        assertThat(ledgerOf(shuffled).asMap()).isEqualTo(ledgerOf(events).asMap());
        bySubject(events)
                .forEach((subject, own) ->
                        assertThat(Fold.state(bySubject(shuffled).get(subject))).isEqualTo(Fold.state(own)));
    }

    static Changes<Entry> ledgerOf(List<Event> events) {
        Changes<Entry> ledger = new Changes<>();
        bySubject(events).values().forEach(own -> ledger.addAll(Fold.ledger(own)));
        return ledger;
    }

    static Map<String, List<Event>> bySubject(List<Event> events) {
        return events.stream().collect(Collectors.groupingBy(Event::subject));
    }

    static Map<String, List<Long>> figures(Changes<Entry> ledger, LocalDate day, Instant known) {
        Map<String, List<Long>> figures = new HashMap<>();
        ledger.forEach((entry, count) -> {
            boolean asked = !entry.effective().isAfter(day) && !entry.recorded().isAfter(known);
            if (asked && !entry.figure().measure().equals(Figure.REPORT)) {
                Figure figure = entry.figure();
                figures.merge(
                        figure.county() + "/" + figure.measure() + "/" + figure.stage(),
                        List.of(count.subjects(), count.persons()),
                        (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
            }
        });
        figures.values().removeIf(count -> count.get(0) == 0 && count.get(1) == 0);
        return figures;
    }
}
