package io.countywatch.bench.calibration;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Lifecycle;
import io.countywatch.alert.lifecycle.Transition;
import io.countywatch.alert.lifecycle.Verdict;
import io.countywatch.alert.rules.Facts;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.Ladder;
import io.countywatch.alert.schedule.Peers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** A rule about counties behind the schedule, day by day from assessment to life cycle, on counties of a known pace. */
final class RuleStudy {

    private static final String COUNTY = "513429";
    private static final int WEEKS = Curve.DAYS / 7 + 1;

    private final Rule rule;
    private final Ladder ladder;

    RuleStudy(Rule rule, Ladder ladder) {
        this.rule = rule;
        this.ladder = ladder;
    }

    /**
     * What came of it until the due date.
     *
     * @param alerted share of county-weeks in which an alert was firing or recovering, 0 to 1
     * @param inVain the same share, of counties that were finished in time
     * @param everAlerted share of counties
     * @param fires how often an alert began to fire, a county
     * @param medianWeek week of the first alert in the median, one more than there are for counties without any
     */
    record Outcome(double alerted, double inVain, double everAlerted, double fires, int medianWeek) {}

    /**
     * Plays counties of one pace.
     *
     * @param scopes of the counties, in turn
     */
    Outcome play(Scenario scenario, List<Long> scopes, double pace, int counties, long seed) {
        Simulator simulator = new Simulator(seed);
        int[] firstWeeks = new int[counties];
        long alerted = 0;
        long inVain = 0;
        int inTime = 0;
        int ever = 0;
        int fires = 0;
        for (int i = 0; i < counties; i += History.CAMPAIGN) {
            List<History> campaign = new ArrayList<>();
            for (int j = i; j < Math.min(counties, i + History.CAMPAIGN); j++) {
                campaign.add(simulator.county(scenario, scopes.get(j % scopes.size()), pace));
            }
            List<Alerted> played = play(campaign, scenario.curve());
            for (int j = 0; j < campaign.size(); j++) {
                BitSet weeks = played.get(j).weeks();
                if (campaign.get(j).finish() <= Curve.DAYS) {
                    inTime++;
                    inVain += weeks.cardinality();
                }
                firstWeeks[i + j] = weeks.isEmpty() ? WEEKS + 1 : weeks.nextSetBit(0);
                alerted += weeks.cardinality();
                ever += weeks.isEmpty() ? 0 : 1;
                fires += played.get(j).fires();
            }
        }
        Arrays.sort(firstWeeks);
        return new Outcome(
                (double) alerted / ((long) counties * WEEKS),
                inTime == 0 ? 0 : (double) inVain / ((long) inTime * WEEKS),
                (double) ever / counties,
                (double) fires / counties,
                firstWeeks[counties / 2]);
    }

    /**
     * What an alert did.
     *
     * @param weeks from 1, on one of whose days it was active
     * @param fires how often it began to fire
     */
    private record Alerted(BitSet weeks, int fires) {}

    /** Plays the counties of a campaign day by day. */
    private List<Alerted> play(List<History> campaign, Curve curve) {
        Plan plan = ProductionPlan.forCounties(curve);
        Alert[] alerts = new Alert[campaign.size()];
        BitSet[] weeks = new BitSet[campaign.size()];
        int[] fires = new int[campaign.size()];
        Arrays.setAll(alerts, i -> Alert.fresh(new AlertId(rule.id(), COUNTY, "simulated")));
        Arrays.setAll(weeks, i -> new BitSet());
        for (int day = 1; day <= Curve.DAYS; day++) {
            int today = day;
            List<History.Seen> seen =
                    campaign.stream().map(history -> history.seenAt(today)).toList();
            Peers peers = ProductionPlan.peers(ladder.forecast(), seen);
            LocalDate date = ProductionPlan.START.plusDays(day);
            for (int i = 0; i < alerts.length; i++) {
                Verdict verdict = rule.judge(Facts.of(assess(plan, date, seen.get(i), peers)));
                Lifecycle.Decision decision = Lifecycle.evaluate(alerts[i], date, verdict, rule.policy());
                fires[i] += decision.transition().filter(Transition::isRise).isPresent() ? 1 : 0;
                alerts[i] = decision.alert();
                if (alerts[i].now().state().isActive()) {
                    weeks[i].set((day + 6) / 7);
                }
            }
        }
        List<Alerted> alerted = new ArrayList<>();
        for (int i = 0; i < alerts.length; i++) {
            alerted.add(new Alerted(weeks[i], fires[i]));
        }
        return alerted;
    }

    private Assessment assess(Plan plan, LocalDate date, History.Seen seen, Peers peers) {
        return Assessment.of(
                new Assessment.Input(
                        COUNTY,
                        Level.COUNTY,
                        plan,
                        date,
                        ProductionPlan.observation(seen),
                        1,
                        seen.scope(),
                        List.of(),
                        peers),
                ladder);
    }
}
