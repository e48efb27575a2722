package io.countywatch.alert.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final AlertId ID = new AlertId("county-behind-schedule", "513429", "resettlement");

    private Alert alert = Alert.fresh(ID);
    private LocalDate day = LocalDate.of(2020, 5, 1);
    private final List<String> told = new ArrayList<>();
    private Transition last;

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
    void days_that_raise_count_in_a_row() {
        days("warning", "between", "warning", "between", "between");
        assertThat(told).containsExactly("pending");

        days("warning", "warning");
        assertThat(told).containsExactly("pending", "raised");
        assertThat(alert.now().since()).as("the first of the two").isEqualTo(day.minusDays(1));
    }

    @Test
    void silence_between_two_days_that_raise_only_holds_the_count() {
        days("warning", "none", "none", "warning");

        assertThat(told).containsExactly("pending", "raised");
    }

    @Test
    void what_waited_for_longer_than_14_days_begins_a_new_episode() {
        days("warning", "warning", "clear", "clear", "clear", "warning");
        for (int i = 0; i < 20; i++) {
            days("between");
        }
        days("warning", "warning");

        assertThat(alert.now().episode()).isEqualTo(2);
        assertThat(alert.now().since()).isEqualTo(day.minusDays(1));
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

    @Test
    void a_firing_that_late_data_for_the_day_before_disprove_is_retracted() {
        days("warning", "warning");
        restate("clear", "warning");

        assertThat(told).containsExactly("pending", "raised", "retracted");
        assertThat(last.revisedFrom()).isEqualTo(day.minusDays(1));
        days("warning");
        assertThat(told).endsWith("retracted", "raised");
    }

    @Test
    void late_data_raise_what_would_have_fired_and_say_since_when() {
        days("clear", "clear", "warning");
        restate("warning", "warning", "warning");

        assertThat(told).containsExactly("pending", "raised");
        assertThat(alert.now().since()).isEqualTo(day.minusDays(2));
        assertThat(last.revised()).isTrue();
    }

    @Test
    void what_fired_and_ended_within_the_provisional_days_is_retracted_too() {
        Policy quick = new Policy(1, 1, 3, 14);
        alert = Lifecycle.evaluate(alert, day, LifecycleModelTest.verdict("warning"), quick)
                .alert();
        alert = Lifecycle.evaluate(alert, day.plusDays(1), LifecycleModelTest.verdict("clear"), quick)
                .alert();
        assertThat(alert.now().state()).isEqualTo(State.RESOLVED);

        var verdicts = new TreeMap<>(
                Map.of(day, LifecycleModelTest.verdict("clear"), day.plusDays(1), LifecycleModelTest.verdict("clear")));
        assertThat(Lifecycle.evaluate(alert, verdicts, quick)
                        .transition()
                        .orElseThrow()
                        .kind())
                .isEqualTo("retracted");
    }

    @Test
    void a_restated_firing_that_holds_tells_nothing() {
        days("warning", "warning", "warning");
        restate("warning", "critical", "warning");

        assertThat(told).containsExactly("pending", "raised", "severity-rose");
        restate("warning", "warning", "warning");
        assertThat(told).hasSize(4).endsWith("severity-fell");
    }

    @Test
    void days_that_nobody_remembers_are_not_evaluated_again() {
        days("warning", "warning", "warning", "warning", "warning");

        assertThat(alert.remembers(day.minusDays(2))).isTrue();
        assertThat(alert.remembers(day.minusDays(3))).isFalse();
        assertThatThrownBy(() -> restate("clear", "clear", "clear", "clear"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody remembers");
    }

    @Test
    void a_first_day_that_is_taken_back_counts_for_nothing_and_is_told() {
        days("warning");
        again("clear");
        assertThat(told).containsExactly("pending", "dropped");
        assertThat(alert.now().severity())
                .as("it is stored and told, so it has one")
                .isEqualTo(Severity.WARNING);

        days("warning");
        assertThat(told).as("one day that raises").containsExactly("pending", "dropped", "pending");
    }

    @Test
    void what_nobody_judges_any_more_ends_at_once() {
        days("warning", "warning", "withdrawn");
        assertThat(told).containsExactly("pending", "raised", "resolved");

        alert = Alert.fresh(ID);
        told.clear();
        days("warning", "withdrawn");
        assertThat(told).containsExactly("pending", "dropped");
    }

    /** New verdicts for the last days, the latest last. */
    private void restate(String... verdicts) {
        TreeMap<LocalDate, Verdict> restated = new TreeMap<>();
        for (int i = 0; i < verdicts.length; i++) {
            restated.put(day.minusDays(verdicts.length - 1L - i), LifecycleModelTest.verdict(verdicts[i]));
        }
        take(Lifecycle.evaluate(alert, restated, Policy.DEFAULT));
    }

    private void days(String... verdicts) {
        for (String verdict : verdicts) {
            day = day.plusDays(1);
            again(verdict);
        }
    }

    private void again(String verdict) {
        take(Lifecycle.evaluate(alert, day, LifecycleModelTest.verdict(verdict), Policy.DEFAULT));
    }

    private void take(Lifecycle.Decision decision) {
        alert = decision.alert();
        decision.transition().ifPresent(transition -> {
            told.add(transition.kind());
            last = transition;
        });
    }
}
