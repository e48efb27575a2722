package io.countywatch.alert.rules;

import io.countywatch.alert.campaign.PlanVersion;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Lifecycle;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A test of a rule, written in the rules file itself: facts or figures of one day after the other, and what is to come of
 * them.
 *
 * @param rule id of a rule of the same file
 * @param plan that figures are held against; linear over the year 2020 if not given
 * @param measure of the figures: thresholds of other measures do not count; null for none
 * @param watchlist of the same file that the unit is on; null for none
 */
public record RuleTest(String name, String rule, PlanVersion plan, String measure, String watchlist, List<Step> days) {

    private static final PlanVersion YEAR_2020 = new PlanVersion(
            1, LocalDate.of(2020, 1, 1), LocalDate.of(2020, 12, 31), null, null, null, null, null, null, null, null);

    /**
     * The facts, or the figures, of one or several days.
     *
     * @param figures from which the facts of a plan are worked out, in place of stating them
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
            List<DataQuality> dataQuality,
            TestFigures figures,
            Integer times,
            State expect,
            Severity severity) {

        public Step {
            if (times != null && times < 1) {
                throw new IllegalArgumentException("times must be at least 1");
            }
            if (figures != null
                    && Stream.of(
                                    status,
                                    statusOfFirst,
                                    lagDays,
                                    probabilityOnTime,
                                    gap,
                                    fallingBack,
                                    stale,
                                    dataQuality)
                            .anyMatch(fact -> fact != null)) {
                throw new IllegalArgumentException("a day has either figures or facts; only silent goes with both");
            }
        }

        private Facts facts() {
            return new Facts(
                    status,
                    statusOfFirst == null ? status : statusOfFirst,
                    lagDays,
                    probabilityOnTime,
                    gap,
                    Boolean.TRUE.equals(silent),
                    fallingBack,
                    Boolean.TRUE.equals(stale),
                    dataQuality);
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
        plan = plan == null ? YEAR_2020 : plan;
    }

    /**
     * What is wrong.
     *
     * @param step after which of the days, from 0
     */
    record Fault(int step, String reason) {}

    /** Empty if the rule does what the test says. */
    Optional<Fault> run(Rule tested, RuleSet rules) {
        TestFigures.Frame frame = new TestFigures.Frame(rules, tested, plan, measure, watchlist);
        Alert alert = Alert.fresh(new AlertId(tested.id(), "000000", ""));
        LocalDate day = plan.start();
        for (int i = 0; i < days.size(); i++) {
            Step step = days.get(i);
            LocalDate first = first(step, day);
            if (!first.isAfter(day)) {
                return Optional.of(fault(i, first + " does not come after the day before"));
            }
            String seen = "";
            for (int time = 0; time < (step.times() == null ? 1 : step.times()); time++) {
                day = first.plusDays(time);
                Facts facts = step.facts();
                if (step.figures() != null) {
                    Assessment assessment = step.figures().assess(day, Boolean.TRUE.equals(step.silent()), frame);
                    facts = Facts.of(assessment);
                    seen = words(day, facts);
                }
                alert = Lifecycle.evaluate(alert, day, tested.judge(facts), tested.policy())
                        .alert();
            }
            State state = alert.now().state();
            Severity severity = alert.now().severity();
            if ((step.expect() != null && step.expect() != state)
                    || (step.severity() != null && step.severity() != severity)) {
                return Optional.of(fault(
                        i,
                        words(step.expect(), step.severity()) + " expected, " + words(state, severity) + " found"
                                + seen));
            }
        }
        return Optional.empty();
    }

    private static LocalDate first(Step step, LocalDate before) {
        return step.figures() == null || step.figures().day() == null
                ? before.plusDays(1)
                : step.figures().day();
    }

    private Fault fault(int step, String reason) {
        return new Fault(step, "test \"" + name + "\", days[" + step + "]: " + reason);
    }

    private static String words(State state, Severity severity) {
        return (state == null ? "any state" : state.name()) + (severity == null ? "" : " (" + severity.label() + ")");
    }

    private static String words(LocalDate day, Facts facts) {
        return String.format(
                Locale.ROOT,
                ": %s on %s, lagDays %.1f, gap %.0f, probabilityOnTime %s",
                facts.status(),
                day,
                facts.lagDays(),
                facts.gap(),
                facts.probabilityOnTime() == null
                        ? "unknown"
                        : String.format(Locale.ROOT, "%.3f", facts.probabilityOnTime()));
    }
}
