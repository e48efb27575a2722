package io.countywatch.alert.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SnapshotsTest {

    private static final LocalDate MAY_1 = LocalDate.of(2020, 5, 1);

    private final Snapshots snapshots = new Snapshots(Set.of("513428", "513429"));

    @Test
    void a_day_is_complete_when_every_county_has_reached_it() {
        accept("513428", 1, MAY_1);
        accept("513428", 2, MAY_1.plusDays(1));
        assertThat(snapshots.completeAfter(LocalDate.MIN)).isEmpty();

        accept("513429", 1, MAY_1);

        assertThat(snapshots.completeAfter(LocalDate.MIN)).containsExactly(MAY_1);
        assertThat(snapshots.completeAfter(MAY_1)).isEmpty();
    }

    @Test
    void a_revision_that_is_not_newer_is_dropped() {
        assertThat(accept("513428", 2, MAY_1)).isEqualTo(Snapshots.Outcome.TAKEN);
        assertThat(accept("513428", 2, MAY_1)).isEqualTo(Snapshots.Outcome.NOT_NEWER);
        assertThat(accept("513428", 1, MAY_1.plusDays(1))).isEqualTo(Snapshots.Outcome.NOT_NEWER);
        assertThat(accept("110101", 1, MAY_1)).isEqualTo(Snapshots.Outcome.UNKNOWN_UNIT);
    }

    @Test
    void a_day_that_was_compacted_away_in_one_county_is_left_out() {
        accept("513428", 1, MAY_1);
        accept("513428", 2, MAY_1.plusDays(1));
        accept("513429", 5, MAY_1.plusDays(1));

        assertThat(snapshots.completeAfter(LocalDate.MIN)).containsExactly(MAY_1.plusDays(1));
    }

    @Test
    void what_was_evaluated_is_forgotten_but_never_the_newest() {
        accept("513428", 1, MAY_1);
        accept("513429", 1, MAY_1);
        accept("513428", 2, MAY_1.plusDays(1));
        snapshots.forgetBefore(MAY_1.plusDays(1));

        assertThat(snapshots.of(MAY_1)).isEmpty();
        assertThat(snapshots.reachedByAll()).contains(MAY_1);
        assertThat(snapshots.reachedByAny()).contains(MAY_1.plusDays(1));
        assertThat(accept("513429", 2, MAY_1)).isEqualTo(Snapshots.Outcome.TOO_OLD);
    }

    @Test
    void a_running_day_is_not_complete_and_the_day_after_says_what_it_came_to() {
        Snapshots running = Snapshots.ofRunningDays(Set.of("513428", "513429"));
        running.accept(poor("513428", 1, MAY_1, 10, 9, 8));
        running.accept(poor("513429", 1, MAY_1, 10, 9, 8));
        assertThat(running.reachedByAll()).contains(MAY_1);
        assertThat(running.completeAfter(LocalDate.MIN))
                .as("only the day before is over")
                .containsExactly(MAY_1.minusDays(1));

        running.accept(poor("513428", 2, MAY_1.plusDays(1), 11, 12, 9));
        assertThat(running.completeAfter(MAY_1.minusDays(1))).isEmpty();
        running.accept(poor("513429", 2, MAY_1.plusDays(1), 10, 10, 9));

        assertThat(running.completeAfter(MAY_1.minusDays(1))).containsExactly(MAY_1);
        SnapshotRecord over = running.of(MAY_1).orElseThrow().get("513428");
        assertThat(over.effectiveThrough()).isEqualTo(MAY_1);
        assertThat(over.households("POOR")).as("two more came after midnight").isEqualTo(12);
        assertThat(over.previous())
                .extracting(SnapshotRecord.Earlier::effectiveThrough)
                .containsExactly(MAY_1.minusDays(1));
    }

    @Test
    void what_comes_for_the_running_day_is_no_news_of_the_day_before() {
        Snapshots running = Snapshots.ofRunningDays(Set.of("513428"));
        running.accept(poor("513428", 1, MAY_1, 10, 9, 8));

        running.accept(poor("513428", 2, MAY_1, 15, 9, 8));
        assertThat(running.of(MAY_1.minusDays(1)).orElseThrow().get("513428").revision())
                .isEqualTo(1);

        running.accept(poor("513428", 3, MAY_1, 15, 9, 7));
        assertThat(running.of(MAY_1.minusDays(1)).orElseThrow().get("513428").revision())
                .as("late data for two days before")
                .isEqualTo(3);
    }

    /** @param households that are poor at the end of the day, of the day before it, and so on */
    private static SnapshotRecord poor(String county, long revision, LocalDate day, long... households) {
        List<SnapshotRecord.Earlier> previous = new ArrayList<>();
        for (int ago = 1; ago < households.length; ago++) {
            previous.add(
                    new SnapshotRecord.Earlier(day.minusDays(ago), poor(households[ago]), Map.of(), null, null, null));
        }
        return new SnapshotRecord(
                county, revision, null, null, day, poor(households[0]), null, null, null, null, null, previous);
    }

    private static Map<String, Map<String, SnapshotRecord.Count>> poor(long households) {
        return Map.of("status", Map.of("POOR", new SnapshotRecord.Count(households, households)));
    }

    @Property(tries = 200)
    void interleaving_over_partitions_changes_neither_the_days_nor_their_order(@ForAll long seed) {
        Snapshots shuffled = new Snapshots(Set.of("a", "b", "c"));
        List<LocalDate> evaluated = new ArrayList<>();
        int[] next = new int[3];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            order.add(i % 3);
        }
        Collections.shuffle(order, new Random(seed));
        LocalDate last = LocalDate.MIN;
        for (int county : order) {
            LocalDate day = MAY_1.plusDays(next[county]++);
            shuffled.accept(record("abc".substring(county, county + 1), next[county], day));
            for (LocalDate complete : shuffled.completeAfter(last)) {
                evaluated.add(complete);
                last = complete;
                shuffled.forgetBefore(complete);
            }
        }

        assertThat(evaluated)
                .containsExactlyElementsOf(MAY_1.datesUntil(MAY_1.plusDays(10)).toList());
    }

    private Snapshots.Outcome accept(String county, long revision, LocalDate day) {
        return snapshots.accept(record(county, revision, day));
    }

    private static SnapshotRecord record(String county, long revision, LocalDate day) {
        return new SnapshotRecord(county, revision, null, null, day, null, null, null, null, null, null, null);
    }
}
