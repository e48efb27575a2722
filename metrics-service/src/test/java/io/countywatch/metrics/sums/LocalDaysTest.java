package io.countywatch.metrics.sums;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.sums.LocalDays.Day;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class LocalDaysTest {

    /** Two years: more hours than are remembered. Kathmandu's days begin in the middle of an hour of UTC. */
    @Property(tries = 200)
    void every_instant_has_the_day_that_the_calendar_says(
            @ForAll @Size(max = 50) List<@LongRange(min = 1_577_800_000L, max = 1_641_000_000L) Long> seconds) {
        for (String id : List.of("Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kathmandu")) {
            ZoneId zone = ZoneId.of(id);
            LocalDays days = new LocalDays(zone);
            for (long second : seconds) {
                LocalDate date = Instant.ofEpochSecond(second).atZone(zone).toLocalDate();
                assertThat(days.of(second * 1_000_000))
                        .isEqualTo(
                                new Day((int) date.toEpochDay(), micros(date, zone), micros(date.plusDays(1), zone)));
            }
        }
    }

    private static long micros(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toEpochSecond() * 1_000_000;
    }
}
