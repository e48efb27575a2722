package io.countywatch.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.schedule.Figures;
import io.countywatch.alert.schedule.Forecast;
import io.countywatch.alert.schedule.Ladder;
import io.countywatch.alert.schedule.Status;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The ladder as it is explained. */
class RungTest {

    @Property(tries = 5000)
    void the_first_rung_that_holds_is_the_status_that_the_ladder_gives(
            @ForAll @IntRange(min = -5, max = 40) int gap,
            @ForAll @IntRange(min = -20, max = 200) int lagTenths,
            @ForAll @IntRange(min = 70, max = 100) int spiPercent,
            @ForAll @IntRange(min = -1, max = 100) int probabilityPercent,
            @ForAll @IntRange(min = 1, max = 200) int since,
            @ForAll @IntRange(min = -5, max = 90) int left) {
        Forecast forecast =
                probabilityPercent < 0 ? null : new Forecast(4, 1, 1, probabilityPercent / 100.0, null, null);
        double lag = lagTenths / 10.0;
        double spi = spiPercent / 100.0;
        Figures figures = new Figures(
                1000, 500, 500 + gap, gap, since - lag, since, spi, lag, left, null, 0, null, null, forecast);

        List<Rung> rungs =
                Rung.of(Ladder.DEFAULT, new Rung.Seen(500, gap, 20, lag, spi, figures.probability(), since, left));

        assertThat(rungs.stream()
                        .filter(rung ->
                                rung.holds() && rung.of().equals(rung.of().toUpperCase(java.util.Locale.ROOT)))
                        .map(rung -> Status.valueOf(rung.of()))
                        .findFirst()
                        .orElse(Status.ON_TRACK))
                .isEqualTo(Ladder.DEFAULT.status(figures, 20));
    }

    @Example
    void what_was_missed_is_said_with_numbers() {
        // V8 of the design: late, but so fast by now that it will be in time.
        List<Rung> rungs = Rung.of(Ladder.DEFAULT, new Rung.Seen(600, 225, 20, 20.3, 0.862, 0.871, 147, 34));

        assertThat(rungs.get(0).holds()).isTrue();
        assertThat(rungs.get(0).checks()).extracting(Check::margin).containsExactly(205.0, 6.3, -0.012, 13.3);
        assertThat(rungs).filteredOn(Rung::holds).extracting(Rung::of).containsExactly("severe", "mild", "WATCH");
        assertThat(Rung.missed(rungs.get(5), rungs))
                .isEqualTo("BEHIND needs (severe and (probabilityOnTime < 0.8 or no forecast)) or (mild and"
                        + " probabilityOnTime < 0.35) or (probabilityOnTime < 0.15 and daysLeft <= 45.0 and gap > 0.0):"
                        + " misses probabilityOnTime < 0.8, it is 0.871 (by 0.071); probabilityOnTime < 0.35, it is 0.871"
                        + " (by 0.521); probabilityOnTime < 0.15, it is 0.871 (by 0.721)");
    }

    @Example
    void where_nothing_is_left_nothing_is_compared() {
        assertThat(Rung.of(Ladder.DEFAULT, new Rung.Seen(0, -5, 20, -3, 1.1, null, 100, 50)))
                .isEmpty();
    }
}
