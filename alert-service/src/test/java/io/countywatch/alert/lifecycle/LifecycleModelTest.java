package io.countywatch.alert.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random walks: the machine and a small independent model must agree after every step. */
class LifecycleModelTest {

    /** @param days how far the clock goes on; 0 restates the latest day, −1 the one evaluated before it, and so on */
    record Step(int days, String verdict) {}

    private static final AlertId ID = new AlertId("county-behind-schedule", "513429", "resettlement");

    @Property(tries = 2000)
    void machine_and_model_agree_on_every_day(@ForAll("walks") List<Step> walk) {
        ReferenceMachine model = new ReferenceMachine();
        Alert alert = Alert.fresh(ID);
        LocalDate day = LocalDate.of(2020, 1, 1);
        for (Step step : walk) {
            day = day.plusDays(Math.max(1, step.days()));
            model.take(day, step.verdict());
            alert = Lifecycle.evaluate(alert, day, verdict(step.verdict()), Policy.DEFAULT)
                    .alert();

            assertThat(alert.now().state().name()).isEqualTo(model.state);
            assertThat(alert.now().episode()).isEqualTo(model.episode);
            if (alert.now().state().isActive()) {
                assertThat(alert.now().severity().label()).isEqualTo(model.severity);
            }
        }
    }

    @Property(tries = 3000)
    void what_is_restated_replaces_what_was_evaluated(@ForAll("walks") List<Step> walk) {
        ReferenceMachine model = new ReferenceMachine();
        Alert alert = Alert.fresh(ID);
        NavigableMap<LocalDate, Verdict> verdicts = new TreeMap<>();
        LocalDate day = LocalDate.of(2020, 1, 1);
        State told = State.INACTIVE;
        long sequence = 0;
        for (Step step : walk) {
            LocalDate first;
            if (step.days() > 0 || verdicts.isEmpty()) {
                day = day.plusDays(step.days());
                first = day;
            } else {
                // Up to two evaluated days before the latest may be restated; 0 is the latest itself.
                List<LocalDate> evaluated = List.copyOf(verdicts.descendingKeySet());
                first = evaluated.get(Math.min(-step.days(), evaluated.size() - 1));
            }
            model.take(first, step.verdict());
            verdicts.put(first, verdict(step.verdict()));

            Lifecycle.Decision decision = Lifecycle.evaluate(alert, verdicts.tailMap(first, true), Policy.DEFAULT);
            alert = decision.alert();

            // Whatever was told before: it fires if and only if it would fire had it been known from the beginning.
            assertThat(alert.now().state().isActive())
                    .isEqualTo(List.of("FIRING", "RECOVERING").contains(model.state));
            if (alert.now().state().isActive()) {
                assertThat(alert.now().severity().label()).isEqualTo(model.severity);
            }
            // And what is told is one unbroken chain.
            assertThat(decision.transition().map(Transition::from)).isIn(Optional.empty(), Optional.of(told));
            sequence += decision.transition().isPresent() ? 1 : 0;
            assertThat(alert.sequence()).isEqualTo(sequence);
            if (decision.transition().isPresent() && told.isActive() && first.isBefore(day)) {
                assertThat(alert.now().state()).isNotIn(State.INACTIVE, State.PENDING);
            }
            told = alert.now().state();
        }
    }

    /** Restated so that it fired, ended, was raised again after the days of an episode, and was forgotten. */
    @Example
    void what_ended_and_was_forgotten_within_restated_days_is_told_as_ended() {
        what_is_restated_replaces_what_was_evaluated(List.of(
                new Step(-2, "now"),
                new Step(1, "warning"),
                new Step(1, "warning"),
                new Step(0, "clear"),
                new Step(1, "warning"),
                new Step(-2, "warning"),
                new Step(-2, "clear"),
                new Step(15, "warning"),
                new Step(1, "warning"),
                new Step(-2, "warning"),
                new Step(-2, "warning"),
                new Step(-2, "warning"),
                new Step(-2, "warning"),
                new Step(0, "clear"),
                new Step(-2, "clear")));
    }

    @Property
    void without_data_nothing_ever_changes(@ForAll("walks") List<Step> walk) {
        Alert alert = Alert.fresh(ID);
        LocalDate day = LocalDate.of(2020, 1, 1);
        for (Step step : walk) {
            day = day.plusDays(Math.max(1, step.days()));
            alert = Lifecycle.evaluate(alert, day, verdict(step.verdict()), Policy.DEFAULT)
                    .alert();
        }
        State before = alert.now().state();

        for (int i = 0; i < 30; i++) {
            day = day.plusDays(1);
            Lifecycle.Decision decision = Lifecycle.evaluate(alert, day, verdict("none"), Policy.DEFAULT);
            assertThat(decision.transition()).isEmpty();
            alert = decision.alert();
        }

        assertThat(alert.now().state()).isEqualTo(before);
        assertThat(alert.now().data()).isEqualTo(DataState.SILENT);
    }

    static Verdict verdict(String name) {
        return switch (name) {
            case "warning" -> new Verdict.Raise(Severity.WARNING, false);
            case "silent-warning" -> new Verdict.Raise(Severity.WARNING, false, DataState.SILENT);
            case "critical" -> new Verdict.Raise(Severity.CRITICAL, false);
            case "now" -> new Verdict.Raise(Severity.CRITICAL, true);
            case "clear" -> new Verdict.Clear();
            case "between" -> new Verdict.Between();
            case "withdrawn" -> new Verdict.Withdrawn();
            default -> new Verdict.NoData(DataState.SILENT);
        };
    }

    @Provide
    Arbitrary<List<Step>> walks() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(1, -2),
                                net.jqwik.api.Tuple.of(2, -1),
                                net.jqwik.api.Tuple.of(3, 0),
                                net.jqwik.api.Tuple.of(12, 1),
                                net.jqwik.api.Tuple.of(2, 6),
                                net.jqwik.api.Tuple.of(1, 15)),
                        Arbitraries.of(
                                "warning", "silent-warning", "critical", "now", "clear", "clear", "between", "none"))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
