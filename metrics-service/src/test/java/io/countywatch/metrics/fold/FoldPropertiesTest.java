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

    /** What is already there stays as it is, whatever comes: so only what is recorded from then on is looked at. */
    @Property(tries = 1000)
    void what_the_ledger_gains_is_the_difference_of_the_ledgers_by_their_definition(
            @ForAll("histories") List<Event> events, @ForAll Random random) {
        bySubject(events).values().forEach(own -> {
            List<Event> before = new ArrayList<>();
            List<Event> added = new ArrayList<>();
            // Rarely half of them: mostly some that are known already come in between.
            int share = 1 + random.nextInt(4);
            own.forEach(event -> (random.nextInt(4) < share ? before : added).add(event));
            Changes<Entry> expected = byDefinition(own);
            expected.removeAll(byDefinition(before));

            assertThat(Fold.gained(before, added).asMap()).isEqualTo(expected.asMap());
        });
    }

    @Property(tries = 400)
    void the_ledger_is_what_its_definition_says(@ForAll("histories") List<Event> events) {
        bySubject(events).values().forEach(own -> assertThat(Fold.ledger(own).asMap())
                .isEqualTo(byDefinition(own).asMap()));
    }

    /** Decision 3 to the letter: the timeline as known at each instant, each anew, without that of the instant before. */
    private static Changes<Entry> byDefinition(List<Event> own) {
        Changes<Entry> ledger = new Changes<>();
        List<Event> ordered = own.stream().sorted(FiguresOracle.ORDER).toList();
        Changes<Entry> before = new Changes<>();
        for (Instant known : new TreeSet<>(
                own.stream().map(event -> event.stamp().recorded()).toList())) {
            List<Event> recorded = ordered.stream()
                    .filter(event -> !event.stamp().recorded().isAfter(known))
                    .toList();
            Changes<Entry> timeline = new Changes<>();
            SubjectState state = SubjectState.NONE;
            for (Event event : recorded) {
                if (FiguresOracle.counts(event, recorded)) {
                    state = Fold.next(state, event, timeline);
                }
            }
            timeline.forEach((entry, count) -> ledger.add(at(entry, known), count));
            before.forEach((entry, count) -> ledger.add(at(entry, known), count.negated()));
            before = timeline;
        }
        return ledger;
    }

    private static Entry at(Entry entry, Instant known) {
        return new Entry(entry.figure(), entry.effective(), known);
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
