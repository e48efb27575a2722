package io.countywatch.alert.rules;

import io.countywatch.alert.campaign.Level;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A test of a rule, written in the rules file itself: facts or figures of one day after the other, and what is to come of
 * them.
 *
 * @param rule id of a rule of the same file
 * @param plan that figures are held against; linear over the year 2020 if not given
 * @param measure of the figures: thresholds of other measures do not count; null for none
 * @param watchlist of the same file, or that a route of it names, that the unit is on; null for none
 * @param unit that the alert is about, whose first two digits are its province
 * @param beside another alert, which fires all the time
 */
public record RuleTest(
        String name,
        String rule,
        PlanVersion plan,
        String measure,
        String watchlist,
        String unit,
        AlertId beside,
        List<Step> days) {

    private static final int MOST_TIMES = 1000;

    private static final PlanVersion YEAR_2020 = new PlanVersion(
            1, LocalDate.of(2020, 1, 1), LocalDate.of(2020, 12, 31), null, null, null, null, null, null, null, null);

    /**
     * The facts, or the figures, of one or several days.
     *
     * @param figures from which the facts of a plan are worked out, in place of stating them
     * @param times how many days, 1 if not given
     * @param expect the alert's state after them, null for any
     * @param severity its severity after them, null for any
     * @param escalation the level that it was escalated to by then, null for any
     * @param inhibited whether the alert beside speaks for it then, null for either
     * @param receivers who is told that it fires then, empty for nobody; null for anybody
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
            Severity severity,
            Level escalation,
            Boolean inhibited,
            List<String> receivers) {

        public Step {
            if (times != null && (times < 1 || times > MOST_TIMES)) {
                // A backtest runs the tests of the rules that somebody sends.
                throw new IllegalArgumentException("times must be 1 to " + MOST_TIMES);
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

    /** What is so after some days, or was expected; null for what was not. */
    private record Outcome(State state, Severity severity, Level escalation, Boolean inhibited, Set<String> receivers) {

        boolean fits(Outcome found) {
            return (state == null || state == found.state)
                    && (severity == null || severity == found.severity)
                    && (escalation == null || escalation == found.escalation)
                    && (inhibited == null || inhibited.equals(found.inhibited))
                    && (receivers == null || receivers.equals(found.receivers));
        }

        /** In words, as far as something was expected. */
        String words(Outcome expected) {
            StringBuilder words = new StringBuilder(state == null ? "any state" : state.name())
                    .append(severity == null ? "" : " (" + severity.label() + ")");
            if (expected.escalation != null) {
                words.append(", escalated to ").append(escalation == null ? "nobody" : escalation.label());
            }
            if (expected.inhibited != null) {
                words.append(inhibited ? ", inhibited" : ", not inhibited");
            }
            return words.append(expected.receivers == null ? "" : ", told to " + receivers)
                    .toString();
        }
    }

    public RuleTest {
        if (name == null || rule == null || days == null || days.isEmpty()) {
            throw new IllegalArgumentException("a test needs name, rule and days");
        }
        days = List.copyOf(days);
        if (days.stream().map(RuleTest::expected).allMatch(new Outcome(null, null, null, null, null)::equals)) {
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
        AlertId id = new AlertId(tested.id(), unit == null ? "000000" : unit, measure == null ? "" : measure);
        Alert alert = Alert.fresh(id);
        Escalated escalated = Escalated.NOTHING;
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
                escalated = escalated.evaluated(alert, rules, false);
            }
            Outcome expected = expected(step);
            Outcome found = found(alert, escalated, rules);
            if (!expected.fits(found)) {
                return Optional.of(
                        fault(i, expected.words(expected) + " expected, " + found.words(expected) + " found" + seen));
            }
        }
        return Optional.empty();
    }

    private static Outcome expected(Step step) {
        return new Outcome(
                step.expect(),
                step.severity(),
                step.escalation(),
                step.inhibited(),
                step.receivers() == null ? null : new TreeSet<>(step.receivers()));
    }

    private Outcome found(Alert alert, Escalated escalated, RuleSet rules) {
        boolean active = alert.now().state().isActive();
        Level level = active ? escalated.reached() : null;
        boolean inhibited =
                beside != null && new Inhibitor(rules.inhibit(), RuleTest::province).inhibits(beside, alert.id());
        Set<String> receivers = new TreeSet<>();
        if (active && !inhibited) {
            rules.route(new RuleSet.Match.Traits(
                            alert.now().severity().label(),
                            alert.id().rule(),
                            province(alert.id().unit()),
                            watchlists(rules),
                            level == null ? null : level.label()))
                    .ifPresent(route -> receivers.addAll(route.receivers()));
        }
        return new Outcome(alert.now().state(), alert.now().severity(), level, inhibited, receivers);
    }

    /** The one that is named, and those of the file that the unit is on. */
    private Set<String> watchlists(RuleSet rules) {
        Set<String> lists = rules.watchlists().stream()
                .filter(list -> list.units().contains(unit))
                .map(RuleSet.RuleWatchlist::id)
                .collect(Collectors.toCollection(TreeSet::new));
        if (watchlist != null) {
            lists.add(watchlist);
        }
        return lists;
    }

    /** Codes of provinces have two digits, and what lies in them begins with these. */
    private static String province(String code) {
        return code.matches("[0-9]{2}.*") ? code.substring(0, 2) : null;
    }

    private static LocalDate first(Step step, LocalDate before) {
        return step.figures() == null || step.figures().day() == null
                ? before.plusDays(1)
                : step.figures().day();
    }

    private Fault fault(int step, String reason) {
        return new Fault(step, "test \"" + name + "\", days[" + step + "]: " + reason);
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
