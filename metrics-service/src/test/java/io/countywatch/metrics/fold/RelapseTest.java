package io.countywatch.metrics.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.fold.Fact.Status;
import io.countywatch.metrics.fold.Fact.StatusChanged;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gross inflow of relapses, by which alerts judge whether a county falls back. */
class RelapseTest {

    @Test
    void a_relapse_stays_where_and_when_it_happened_when_the_household_moves() {
        List<String> entries = relapses(
                List.of(event("2020-01-05", "513429", Status.RELAPSED), event("2020-06-01", "450225", Status.LIFTED)));

        assertThat(entries).containsExactly("513429 2020-01-05 1");
    }

    @Test
    void one_in_the_new_county_counts_there() {
        List<String> entries = relapses(List.of(
                event("2020-01-05", "513429", Status.RELAPSED),
                event("2020-03-01", "450225", Status.LIFTED),
                event("2020-06-01", "450225", Status.RELAPSED)));

        assertThat(entries).containsExactly("450225 2020-06-01 1", "513429 2020-01-05 1");
    }

    @Test
    void lifted_again_within_90_days_of_falling_back_is_counted_where_and_when_it_happens() {
        assertThat(liftedAgain(List.of(
                        event("2019-12-01", "513429", Status.LIFTED),
                        event("2020-01-05", "513429", Status.RELAPSED),
                        event("2020-01-20", "513429", Status.RELAPSED),
                        event("2020-04-04", "450225", Status.LIFTED))))
                .containsExactly("450225 2020-04-04 1");
    }

    @Test
    void who_is_lifted_again_later_or_was_not_lifted_before_or_was_something_else_meanwhile_is_not() {
        assertThat(liftedAgain(List.of(
                        event("2019-12-01", "513429", Status.LIFTED),
                        event("2020-01-05", "513429", Status.RELAPSED),
                        event("2020-04-05", "513429", Status.LIFTED))))
                .isEmpty();
        assertThat(liftedAgain(List.of(
                        event("2019-12-01", "513429", Status.POOR),
                        event("2020-01-05", "513429", Status.RELAPSED),
                        event("2020-01-10", "513429", Status.LIFTED))))
                .isEmpty();
        assertThat(liftedAgain(List.of(
                        event("2019-12-01", "513429", Status.LIFTED),
                        event("2020-01-05", "513429", Status.RELAPSED),
                        event("2020-01-07", "513429", Status.AT_RISK),
                        event("2020-01-10", "513429", Status.LIFTED))))
                .isEmpty();
    }

    @Test
    void a_relapse_that_is_retracted_was_no_return_either() {
        Event relapse = event("2020-01-05", "513429", Status.RELAPSED);
        Instant later = Instant.parse("2020-02-01T00:00:00Z");
        Event retraction = new Event(
                "h",
                new Stamp(later, 0, later, "/devices/d1", "r"),
                "513429",
                LocalDate.parse("2020-02-01"),
                new Fact.Retracted("/devices/d1", relapse.stamp().id()));

        assertThat(net(List.of(
                        event("2019-12-01", "513429", Status.LIFTED),
                        relapse,
                        event("2020-01-10", "513429", Status.LIFTED),
                        retraction)))
                .isZero();
    }

    private static long net(List<Event> events) {
        long[] sum = {0};
        Fold.ledger(events).forEach((entry, count) -> {
            if (entry.figure().stage().equals(Figure.LIFTED_AGAIN)) {
                sum[0] += count.subjects();
            }
        });
        return sum[0];
    }

    private static List<String> relapses(List<Event> events) {
        return entries(events, "RELAPSED");
    }

    private static List<String> liftedAgain(List<Event> events) {
        return entries(events, Figure.LIFTED_AGAIN);
    }

    private static List<String> entries(List<Event> events, String stage) {
        List<String> entries = new ArrayList<>();
        Fold.ledger(events).forEach((entry, count) -> {
            if (entry.figure().measure().equals(Figure.RELAPSE)
                    && entry.figure().stage().equals(stage)
                    && !count.zero()) {
                entries.add(entry.figure().county() + " " + entry.effective() + " " + count.subjects());
            }
        });
        entries.sort(null);
        return entries;
    }

    private static Event event(String day, String county, Status status) {
        Instant time = LocalDate.parse(day).atTime(8, 0).toInstant(ZoneOffset.UTC);
        return new Event(
                "h",
                new Stamp(time, 0, time, "/devices/d1", "e-" + day),
                county,
                LocalDate.parse(day),
                new StatusChanged(status, 4, null));
    }
}
