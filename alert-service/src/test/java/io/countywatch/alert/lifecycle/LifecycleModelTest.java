package io.countywatch.alert.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random walks: the machine and a small independent model must agree after every step. */
class LifecycleModelTest {

    /** @param days how far the clock goes on; 0 re-evaluates the day */
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

    @Property(tries = 2000)
    void a_reevaluation_replaces_the_evaluation_of_its_day(@ForAll("walks") List<Step> walk) {
        ReferenceMachine model = new ReferenceMachine();
        Alert alert = Alert.fresh(ID);
        LocalDate day = LocalDate.of(2020, 1, 1);
        State told = State.INACTIVE;
        for (Step step : walk) {
            day = day.plusDays(step.days());
            model.take(day, step.verdict());
            Lifecycle.Decision decision = Lifecycle.evaluate(alert, day, verdict(step.verdict()), Policy.DEFAULT);
            alert = decision.alert();

            // What was told and taken back the same day is RETRACTED; else both agree on whether it is active.
            assertThat(alert.now().state().isActive())
                    .isEqualTo(List.of("FIRING", "RECOVERING").contains(model.state));
            assertThat(decision.transition().map(Transition::from))
                    .isIn(java.util.Optional.empty(), java.util.Optional.of(told));
            told = alert.now().state();
            if (step.days() > 0 && alert.now().state() == State.RETRACTED) {
                // From here on the machine remembers what it told; the model does not.
                return;
            }
            if (alert.now().state() == State.RETRACTED) {
                return;
            }
        }
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
            case "critical" -> new Verdict.Raise(Severity.CRITICAL, false);
            case "now" -> new Verdict.Raise(Severity.CRITICAL, true);
            case "clear" -> new Verdict.Clear();
            case "between" -> new Verdict.Between();
            default -> new Verdict.NoData(DataState.SILENT);
        };
    }

    @Provide
    Arbitrary<List<Step>> walks() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(3, 0),
                                net.jqwik.api.Tuple.of(12, 1),
                                net.jqwik.api.Tuple.of(2, 6),
                                net.jqwik.api.Tuple.of(1, 15)),
                        Arbitraries.of("warning", "critical", "now", "clear", "clear", "between", "none"))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
