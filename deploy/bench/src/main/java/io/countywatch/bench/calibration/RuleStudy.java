package io.countywatch.bench.calibration;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Lifecycle;
import io.countywatch.alert.rules.Facts;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.Ladder;
import io.countywatch.alert.schedule.Observation;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The packaged rule county-behind-schedule, day by day from assessment to life cycle, on counties of a known pace. */
final class RuleStudy {

    private static final String COUNTY = "513429";
    private static final int WEEKS = Curve.DAYS / 7 + 1;

    private final Rule rule = RulesReader.packaged().rules().stream()
            .filter(one -> one.id().equals("county-behind-schedule"))
            .findFirst()
            .orElseThrow();
    private final Ladder ladder;

    RuleStudy(Ladder ladder) {
        this.ladder = ladder;
    }

    /**
     * What came of it until the due date.
     *
     * @param alerted share of county-weeks in which an alert was firing or recovering, 0 to 1
     * @param inVain the same share, of counties that were finished in time
     * @param everAlerted share of counties
     * @param medianWeek week of the first alert in the median, one more than there are for counties without any
     */
    record Outcome(double alerted, double inVain, double everAlerted, int medianWeek) {}

    /** Plays counties of one pace. */
    Outcome play(Scenario scenario, long scope, double pace, int counties, long seed) {
        Simulator simulator = new Simulator(seed);
        int[] firstWeeks = new int[counties];
        long alerted = 0;
        long inVain = 0;
        int inTime = 0;
        int ever = 0;
        for (int i = 0; i < counties; i++) {
            History history = simulator.county(scenario, scope, pace);
            BitSet weeks = alertedWeeks(history, scenario.curve());
            if (history.finish() <= Curve.DAYS) {
                inTime++;
                inVain += weeks.cardinality();
            }
            firstWeeks[i] = weeks.isEmpty() ? WEEKS + 1 : weeks.nextSetBit(0);
            alerted += weeks.cardinality();
            ever += weeks.isEmpty() ? 0 : 1;
        }
        Arrays.sort(firstWeeks);
        return new Outcome(
                (double) alerted / ((long) counties * WEEKS),
                inTime == 0 ? 0 : (double) inVain / ((long) inTime * WEEKS),
                (double) ever / counties,
                firstWeeks[counties / 2]);
    }

    /** Weeks, from 1, on one of whose days the alert was active. */
    private BitSet alertedWeeks(History history, Curve curve) {
        Plan plan = ProductionPlan.forCounties(curve);
        Alert alert = Alert.fresh(new AlertId(rule.id(), COUNTY, "simulated"));
        BitSet weeks = new BitSet();
        for (int day = 1; day <= Curve.DAYS; day++) {
            History.Seen seen = history.seenAt(day);
            LocalDate date = ProductionPlan.START.plusDays(day);
            Assessment assessment = Assessment.of(
                    new Assessment.Input(
                            COUNTY,
                            Level.COUNTY,
                            plan,
                            date,
                            Observation.of(seen.scope(), seen.done(), seen.windows()),
                            1,
                            seen.scope(),
                            List.of()),
                    ladder);
            alert = Lifecycle.evaluate(alert, date, rule.judge(Facts.of(assessment)), rule.policy())
                    .alert();
            if (alert.now().state().isActive()) {
                weeks.set((day + 6) / 7);
            }
        }
        return weeks;
    }
}
