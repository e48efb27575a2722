package io.countywatch.metrics.sums;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class PendingSumsTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private record Cell(String county, int level, long until, int series, int effective) {}

    /** Two years of receipts, so that days meet that are kept in one place; half of them before all is kept by day. */
    @Property(tries = 200)
    void every_entry_is_summed_in_the_slot_of_its_receipt(
            @ForAll @Size(max = 60) List<@LongRange(min = 1_577_800_000L, max = 1_641_000_000L) Long> seconds,
            @ForAll @IntRange(min = 1, max = 9) int days) {
        long detailedFrom = micros(Instant.ofEpochSecond(1_609_400_000L).atZone(ZONE));
        PendingSums pending = new PendingSums(new RecordedGrid(ZONE));
        pending.detailedFrom(detailedFrom);
        LocalDays calendar = new LocalDays(ZONE);
        Map<Cell, Count> expected = new HashMap<>();
        for (int i = 0; i < seconds.size(); i++) {
            ZonedDateTime at = Instant.ofEpochSecond(seconds.get(i)).atZone(ZONE);
            long recorded = micros(at) + i;
            String county = "county-" + i % 3;
            boolean byDay = recorded < detailedFrom;
            ZonedDateTime until = byDay
                    ? at.toLocalDate().plusDays(1).atStartOfDay(ZONE)
                    : at.withSecond(at.getSecond() / 10 * 10).plusSeconds(10);
            pending.of(county).add(i % 2, i % days, recorded, calendar.of(recorded), i, 2L * i);
            expected.merge(
                    new Cell(county, byDay ? 3 : 0, micros(until), i % 2, i % days), new Count(i, 2L * i), Count::plus);
        }
        expected.values().removeIf(count -> count.subjects() == 0);

        Map<Cell, Count> summed = new HashMap<>();
        pending.forEach((county, level, until, cells) -> {
            Cells.Columns columns = cells.columns();
            for (int i = 0; i < columns.series().length; i++) {
                Count before = summed.put(
                        new Cell(county, level, until, columns.series()[i], columns.effective()[i]),
                        new Count(columns.subjects()[i], columns.persons()[i]));
                assertThat(before).as("a cell that is told once").isNull();
            }
        });
        assertThat(summed).isEqualTo(expected);
    }

    private record Count(long subjects, long persons) {

        private Count plus(Count more) {
            return new Count(subjects + more.subjects, persons + more.persons);
        }
    }

    private static long micros(ZonedDateTime at) {
        return at.toEpochSecond() * 1_000_000;
    }
}
