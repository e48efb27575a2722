package io.countywatch.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.fold.Count;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DaySeriesTest {

    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

    /** Whatever was forgotten, and whenever: days after the horizon have the sums of a plain list. */
    @Property(tries = 500)
    void sums_are_those_of_a_plain_list(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 40) Integer> days,
            @ForAll @IntRange(min = 0, max = 30) int horizon,
            @ForAll @IntRange(min = 0, max = 60) int forgetAt,
            @ForAll @IntRange(min = 0, max = 15) int length) {
        DaySeries series = new DaySeries();
        List<Integer> plain = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            if (i == forgetAt) {
                series.forgetDaysBefore(FIRST.plusDays(horizon));
            }
            series.add(FIRST.plusDays(days.get(i)), new Count(i + 1, 2));
            plain.add(days.get(i));
        }
        for (int day = horizon; day <= 41; day++) {
            long upTo = 0;
            long between = 0;
            for (int i = 0; i < plain.size(); i++) {
                upTo += plain.get(i) <= day ? i + 1 : 0;
                between += plain.get(i) > day && plain.get(i) <= day + length ? i + 1 : 0;
            }
            LocalDate at = FIRST.plusDays(day);
            assertThat(series.upTo(at).subjects()).isEqualTo(upTo);
            assertThat(series.between(at, at.plusDays(length)).subjects()).isEqualTo(between);
        }
        assertThat(series.total().persons()).isEqualTo(2L * plain.size());
    }

    @Test
    void the_last_day_is_one_on_which_something_is_left() {
        DaySeries series = new DaySeries();
        series.add(FIRST, new Count(1, 0));
        series.add(FIRST.plusDays(3), new Count(1, 0));
        series.add(FIRST.plusDays(3), new Count(-1, 0));

        assertThat(series.lastDay(FIRST.plusDays(9))).isEqualTo(FIRST);
        assertThat(series.lastDay(FIRST.minusDays(1))).isNull();
    }
}
