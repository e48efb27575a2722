package io.countywatch.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class LocalDaysTest {

    @Property(tries = 200)
    void every_instant_has_the_day_that_the_calendar_says(
            @ForAll @Size(max = 50) List<@LongRange(min = 1_577_800_000L, max = 1_609_500_000L) Long> seconds) {
        for (String id : List.of("Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo")) {
            ZoneId zone = ZoneId.of(id);
            LocalDays days = new LocalDays(zone);
            for (long second : seconds) {
                Instant instant = Instant.ofEpochSecond(second);
                assertThat(days.of(instant))
                        .isEqualTo((int) instant.atZone(zone).toLocalDate().toEpochDay());
            }
        }
    }
}
