package io.countywatch.alert.rules;

import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Lifecycle;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.schedule.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A test of a rule, written in the rules file itself: facts of one day after the other, and what is to come of them.
 *
 * @param rule id of a rule of the same file
 */
public record RuleTest(String name, String rule, List<Step> days) {

    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

    /**
     * The facts of one or several equal days.
     *
     * @param times how many days, 1 if not given
     * @param expect the alert's state after them, null for any
     * @param severity its severity after them, null for any
     */
    public record Step(
            Status status,
            Status statusOfFirst,
            Double lagDays,
            Double probabilityOnTime,
            Double gap,
            Boolean silent,
            Status fallingBack,
            Boolean stale,
            Integer times,
            State expect,
            Severity severity) {

        public Step {
            if (times != null && times < 1) {
                throw new IllegalArgumentException("times must be at least 1");
            }
        }

        Facts facts() {
            return new Facts(
                    status,
                    statusOfFirst == null ? status : statusOfFirst,
                    lagDays,
                    probabilityOnTime,
                    gap,
                    Boolean.TRUE.equals(silent),
                    fallingBack,
                    Boolean.TRUE.equals(stale));
        }
    }

    public RuleTest {
        if (name == null || rule == null || days == null || days.isEmpty()) {
            throw new IllegalArgumentException("a test needs name, rule and days");
        }
        days = List.copyOf(days);
        if (days.stream().allMatch(step -> step.expect() == null && step.severity() == null)) {
            throw new IllegalArgumentException("a test must expect something");
        }
    }

    /**
     * What is wrong.
     *
     * @param step after which of the days, from 0
     */
    record Fault(int step, String reason) {}

    /** Empty if the rule does what the test says. */
    Optional<Fault> run(Rule tested) {
        Alert alert = Alert.fresh(new AlertId(tested.id(), "000000", ""));
        LocalDate day = FIRST;
        for (int i = 0; i < days.size(); i++) {
            Step step = days.get(i);
            for (int time = 0; time < (step.times() == null ? 1 : step.times()); time++) {
                day = day.plusDays(1);
                alert = Lifecycle.evaluate(alert, day, tested.judge(step.facts()), tested.policy())
                        .alert();
            }
            State state = alert.now().state();
            Severity severity = alert.now().severity();
            if ((step.expect() != null && step.expect() != state)
                    || (step.severity() != null && step.severity() != severity)) {
                String reason =
                        words(step.expect(), step.severity()) + " expected, " + words(state, severity) + " found";
                return Optional.of(new Fault(i, "test \"" + name + "\", days[" + i + "]: " + reason));
            }
        }
        return Optional.empty();
    }

    private static String words(State state, Severity severity) {
        return (state == null ? "any state" : state.name()) + (severity == null ? "" : " (" + severity.label() + ")");
    }
}
