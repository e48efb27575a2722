package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.countywatch.metrics.LongHistory;
import io.countywatch.metrics.fold.Changes;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Entry;
import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Fact;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.fold.Fold;
import io.countywatch.metrics.fold.SubjectState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A subject with many events must not hold its partition up: all of this is inside a transaction, which PostgreSQL ends
 * after a minute. The limits are no times to be kept: they are a hundredfold, and what they are there for took hours.
 */
class LongHistoryTest {

    private static final int EVENTS = 20_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(ints = {1, 2_000})
    void late_events_of_a_subject_with_20_000_and_a_retraction_are_folded_at_once(int late) {
        List<Event> stored = LongHistory.of(EVENTS);
        List<Event> fresh = stored.subList(EVENTS - late, EVENTS);
        Changes<Entry> reports = new Changes<>();
        fresh.forEach(event -> reports.add(
                new Entry(report(event), event.effective(), event.stamp().recorded()), new Count(1, 0)));

        Effects effects = assertTimeoutPreemptively(LIMIT, () -> fold(stored, fresh));

        assertThat(effects.ledger().asMap()).isEqualTo(reports.asMap());
        assertThat(effects.states()).containsKey(LongHistory.SUBJECT);
    }

    @Test
    void a_late_enrolment_of_a_household_with_20_000_is_folded_at_once() {
        List<Event> stored = LongHistory.ofEnrolments(EVENTS);

        Effects effects = assertTimeoutPreemptively(LIMIT, () -> fold(stored, stored.subList(EVENTS - 1, EVENTS)));

        SubjectState state = effects.states().get(LongHistory.SUBJECT).state();
        assertThat(state.enrolments().asMap()).hasSize(EVENTS - 2); // one is taken back, and one is the retraction
        Figure enrolled = new Figure(LongHistory.SUBJECT, null, "training", "ENROLLED");
        assertThat(effects.ledger().asMap().values()).contains(new Count(1, 0));
        assertThat(effects.ledger().asMap().keySet()).extracting(Entry::figure).contains(enrolled);
    }

    /** As it grew: each the newest of its household. */
    @Test
    void enrolments_that_come_in_order_are_folded_at_once() {
        SubjectState all = assertTimeoutPreemptively(LIMIT, () -> {
            SubjectState state = SubjectState.NONE;
            for (Event event : LongHistory.ofEnrolments(EVENTS)) {
                state = Fold.next(state, event, new Changes<>());
            }
            return state;
        });

        assertThat(all.enrolments().asMap()).hasSize(EVENTS - 1);
    }

    /** As where a version is rebuilt, and a subject's events fill batch after batch. */
    @Test
    void a_subject_that_comes_whole_is_folded_at_once() {
        List<Event> all = LongHistory.of(EVENTS);

        Changes<Entry> ledger = assertTimeoutPreemptively(LIMIT, () -> Fold.ledger(all));

        long reports = ledger.entries().stream()
                .mapToLong(entry -> entry.getValue().subjects())
                .sum();
        assertThat(reports).isEqualTo(EVENTS - 1); // one is taken back, and the retraction is a report itself
    }

    private static Effects fold(List<Event> stored, List<Event> fresh) {
        List<StoredEvent> batch = fresh.stream()
                .map(event -> new StoredEvent(event, "type", "{}", 0, new Position("household-events.v1", 3, 0)))
                .toList();
        Instant last = fresh.get(0).stamp().recorded().minusSeconds(1);
        FoldedSubject before = new FoldedSubject(SubjectState.NONE, last, 0, last, true);
        return BatchFold.fold(
                batch, Map.of(LongHistory.SUBJECT, before), subjects -> Map.of(LongHistory.SUBJECT, stored));
    }

    private static Figure report(Event event) {
        String village = ((Fact.UnitReported) event.fact()).village();
        return new Figure(event.county(), village, Figure.REPORT, "RECEIVED");
    }
}
