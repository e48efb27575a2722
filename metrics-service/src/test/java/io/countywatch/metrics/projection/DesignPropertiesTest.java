package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.fold.Counted;
import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Fact;
import io.countywatch.metrics.fold.Histories;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The "properties to prove" of the projection's design, one by one, over generated histories. */
class DesignPropertiesTest {

    @Provide
    Arbitrary<List<Event>> histories() {
        return Histories.histories(14);
    }

    @Property(tries = 300)
    void any_permutation_gives_the_same(@ForAll("histories") List<Event> events, @ForAll Random random) {
        List<Event> permuted = new ArrayList<>(events);
        Collections.shuffle(permuted, random);

        assertThat(oneByOne(permuted).all())
                .isEqualTo(MemoryProjection.of(events).all());
    }

    @Property(tries = 300)
    void any_duplication_gives_the_same(@ForAll("histories") List<Event> events, @ForAll Random random) {
        List<Event> twice = new ArrayList<>(events);
        for (int i = random.nextInt(events.size() + 1); i > 0; i--) {
            twice.add(random.nextInt(twice.size() + 1), events.get(random.nextInt(events.size())));
        }

        assertThat(oneByOne(twice).all()).isEqualTo(MemoryProjection.of(events).all());
    }

    @Property(tries = 300)
    void any_batch_split_gives_the_same(@ForAll("histories") List<Event> events, @ForAll Random random) {
        MemoryProjection split = new MemoryProjection();
        batches(events, random).forEach(split::apply);

        assertThat(split.all()).isEqualTo(MemoryProjection.of(events).all());
    }

    @Property(tries = 300)
    void any_crash_point_gives_the_same(@ForAll("histories") List<Event> events, @ForAll Random random) {
        MemoryProjection crashing = new MemoryProjection();
        for (List<Event> batch : batches(events, random)) {
            switch (random.nextInt(3)) {
                case 0 -> crashing.applyAndCrash(batch); // before the commit
                case 1 -> crashing.apply(batch); // between the commit and Kafka's: it is read again
                default -> {} // before anything
            }
            crashing.apply(batch);
        }

        assertThat(crashing.all()).isEqualTo(MemoryProjection.of(events).all());
    }

    @Property(tries = 300)
    void a_replay_gives_the_same_and_another_on_top_of_it_too(
            @ForAll("histories") List<Event> events, @ForAll Random random) {
        MemoryProjection live = new MemoryProjection();
        batches(events, random).forEach(live::apply);
        MemoryProjection rebuilt = new MemoryProjection();
        batches(events, random).forEach(rebuilt::apply);

        assertThat(rebuilt.all()).isEqualTo(live.all());
        batches(events, random).forEach(live::apply);
        assertThat(live.all()).isEqualTo(rebuilt.all());
    }

    @Property(tries = 300)
    void the_sum_of_the_ledger_is_the_counters_after_every_batch(
            @ForAll("histories") List<Event> events, @ForAll Random random) {
        MemoryProjection projection = new MemoryProjection();
        for (List<Event> batch : batches(events, random)) {
            projection.apply(batch);

            assertThat(projection.ledgerSums()).isEqualTo(projection.counters());
        }
    }

    @Property(tries = 300)
    void the_sum_of_the_counties_is_the_households_after_every_batch(
            @ForAll("histories") List<Event> events, @ForAll Random random) {
        MemoryProjection projection = new MemoryProjection();
        List<Event> sofar = new ArrayList<>();
        for (List<Event> batch : batches(events, random)) {
            projection.apply(batch);
            sofar.addAll(batch);

            long households = projection.counters().entrySet().stream()
                    .filter(figure -> figure.getKey().contains("/status/"))
                    .mapToLong(figure -> figure.getValue().subjects())
                    .sum();
            assertThat(households).isEqualTo(registered(sofar));
        }
    }

    /** Subjects with a status event that stands. */
    private static long registered(List<Event> events) {
        Map<String, List<Event>> bySubject = events.stream().collect(Collectors.groupingBy(Event::subject));
        return bySubject.values().stream()
                .filter(own -> Counted.of(own).stream().anyMatch(event -> event.fact() instanceof Fact.StatusChanged))
                .count();
    }

    private static MemoryProjection oneByOne(List<Event> events) {
        MemoryProjection projection = new MemoryProjection();
        events.forEach(event -> projection.apply(List.of(event)));
        return projection;
    }

    private static List<List<Event>> batches(List<Event> events, Random random) {
        List<List<Event>> batches = new ArrayList<>();
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(5));
            batches.add(events.subList(from, to));
            from = to;
        }
        return batches;
    }
}
