package io.countywatch.alert.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final AlertId ID = new AlertId("county-behind-schedule", "513429", "resettlement");

    private Alert alert = Alert.fresh(ID);
    private LocalDate day = LocalDate.of(2020, 5, 1);
    private final List<String> told = new ArrayList<>();

    @Test
    void it_fires_on_the_second_day_and_resolves_on_the_third_clear_one() {
        days("warning", "warning", "clear", "clear", "clear");

        assertThat(told).containsExactly("pending", "raised", "recovering", "resolved");
        assertThat(alert.now().episode()).isEqualTo(1);
    }

    @Test
    void overdue_fires_at_once() {
        days("now");

        assertThat(told).containsExactly("raised");
    }

    @Test
    void between_the_thresholds_nothing_changes() {
        days("warning", "warning", "clear", "between", "between", "clear", "clear");

        assertThat(told).containsExactly("pending", "raised", "recovering", "resolved");
    }

    @Test
    void severity_rises_at_once_and_falls_after_three() {
        days("warning", "warning", "critical", "warning", "warning", "warning");

        assertThat(told).containsExactly("pending", "raised", "severity-rose", "severity-fell");
    }

    @Test
    void an_evaluation_of_the_same_day_counts_once() {
        days("warning");
        again("warning");
        again("warning");

        assertThat(alert.now().state()).isEqualTo(State.PENDING);
    }

    @Test
    void what_fired_and_is_proved_false_the_same_day_is_retracted() {
        days("warning", "warning");
        again("clear");

        assertThat(told).containsExactly("pending", "raised", "retracted");
        again("clear");
        assertThat(told).hasSize(3);
        again("warning");
        assertThat(told).containsExactly("pending", "raised", "retracted", "raised");
        assertThat(alert.now().episode()).isEqualTo(1);
    }

    @Test
    void reopening_within_14_days_continues_the_episode() {
        days("warning", "warning", "clear", "clear", "clear");
        LocalDate since = alert.now().since();
        day = day.plusDays(13);
        days("warning", "warning");

        assertThat(alert.now().episode()).isEqualTo(1);
        assertThat(alert.now().since()).isEqualTo(since);
    }

    @Test
    void reopening_after_14_days_begins_a_new_episode() {
        days("warning", "warning", "clear", "clear", "clear");
        day = day.plusDays(14);
        days("warning", "warning");

        assertThat(alert.now().episode()).isEqualTo(2);
        assertThat(alert.now().since()).isEqualTo(day.minusDays(1));
    }

    private void days(String... verdicts) {
        for (String verdict : verdicts) {
            day = day.plusDays(1);
            again(verdict);
        }
    }

    private void again(String verdict) {
        Lifecycle.Decision decision =
                Lifecycle.evaluate(alert, day, LifecycleModelTest.verdict(verdict), Policy.DEFAULT);
        alert = decision.alert();
        decision.transition().map(Transition::kind).ifPresent(told::add);
    }
}
