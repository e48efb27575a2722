package io.countywatch.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    @Test
    void windows_hold_what_was_reported_by_then() {
        History history = new History(Curve.LINEAR, 10);
        history.add(1, 0, 5);
        history.add(8, 0, 3);
        history.add(8, 3, 2);

        assertThat(history.seenAt(8).done()).isEqualTo(8);
        assertThat(history.seenAt(8).windows()).containsExactly(3L);
        assertThat(history.seenAt(11).windows()).containsExactly(5L);
        assertThat(history.seenAt(14).windows()).containsExactly(5L, 5L);
        assertThat(history.finish())
                .as("done on day 8, whenever it was reported")
                .isEqualTo(8);
    }

    @Test
    void the_last_two_percent_do_not_count() {
        History history = new History(Curve.LINEAR, 100);
        history.add(1, 0, 97);
        history.add(2, 0, 1);
        history.add(9, 0, 2);

        assertThat(history.finish()).isEqualTo(2);
    }

    @Test
    void a_seed_gives_the_same_counties_and_another_one_others() {
        for (Scenario scenario : Scenario.ALL) {
            List<Long> windows = new Simulator(7).county(scenario).seenAt(91).windows();

            assertThat(new Simulator(7).county(scenario).seenAt(91).windows()).isEqualTo(windows);
            assertThat(new Simulator(8).county(scenario).seenAt(91).windows()).isNotEqualTo(windows);
        }
    }

    @Test
    void weeks_are_as_noisy_as_the_scenario_says() {
        Simulator simulator = new Simulator(1);
        double sum = 0;
        double squares = 0;
        int weeks = 0;
        for (int i = 0; i < 300; i++) {
            for (long week :
                    simulator.county(Scenario.NOISY, 2000, 1).seenAt(91).windows()) {
                sum += week;
                squares += (double) week * week;
                weeks++;
            }
        }
        double mean = sum / weeks;

        assertThat(mean).isCloseTo(2000 * 7 / 181.0, within(1.0));
        assertThat((squares / weeks - mean * mean) / mean).isCloseTo(5, within(0.4));
    }

    @Test
    void holidays_do_not_change_how_much_is_done_by_the_due_date() {
        Scenario holidays = Scenario.ALL.stream()
                .filter(Scenario::holidays)
                .filter(scenario -> !scenario.late())
                .findFirst()
                .orElseThrow();
        double sum = 0;
        for (int day = 1; day <= Curve.DAYS; day++) {
            sum += holidays.holiday(day) * holidays.makeUp() * holidays.curve().onDay(day);
        }

        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    @Test
    void late_reports_come_in_the_end() {
        Scenario late = Scenario.ALL.stream().filter(Scenario::late).findFirst().orElseThrow();
        History history = new Simulator(3).county(late, 3000, 1);

        assertThat(history.seenAt(100).done()).isLessThan(history.workedBy(100));
        assertThat(history.seenAt(History.LAST_DAY).done()).isEqualTo(3000);
    }
}
