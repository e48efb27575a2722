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

    private static List<String> relapses(List<Event> events) {
        List<String> entries = new ArrayList<>();
        Fold.ledger(events).forEach((entry, count) -> {
            if (entry.figure().measure().equals(Figure.RELAPSE) && !count.zero()) {
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
