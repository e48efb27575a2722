package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.rules.Facts;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.FallingBack;
import io.countywatch.alert.schedule.SilenceRule;
import io.countywatch.alert.snapshot.SnapshotRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Holds every rule against a day. Pure. */
public final class Judge {

    private final Campaign campaign;
    private final RuleSet rules;

    public Judge(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.rules = rules;
    }

    /**
     * What every rule says about every unit that it is about.
     *
     * @param assessments of the day; of two plans for one measure of a unit the worse one counts
     * @param snapshots the counties' snapshots of the day; a county without one is left out
     */
    public List<Judgement> judge(
            LocalDate day, Collection<Assessment> assessments, Map<String, SnapshotRecord> snapshots) {
        List<Judgement> judgements = new ArrayList<>();
        Collection<Assessment> worst = DayAssessor.worst(assessments).values();
        Set<String> silent = silentCounties(assessments);
        for (Rule rule : rules.rules()) {
            if (rule.subject() == Rule.Subject.PIPELINE) {
                continue; // on the wall clock, not on a campaign day
            }
            Level level = Level.valueOf(rule.subject().name());
            if (rule.aboutSchedule()) {
                schedule(rule, level, worst, judgements);
            } else if (level == Level.COUNTY) {
                for (Unit county : campaign.units().of(level)) {
                    if (snapshots.containsKey(county.code())) {
                        judgements.add(county(rule, county, day, silent.contains(county.code()), snapshots));
                    }
                }
            }
        }
        return judgements;
    }

    /**
     * Silent villages count by the people who are left in them: one village with the last two houses of a small
     * programme does not silence a county.
     */
    private Set<String> silentCounties(Collection<Assessment> assessments) {
        Set<String> silent = new HashSet<>();
        for (Assessment assessment : assessments) {
            if (assessment.silent()
                    && campaign.measure(assessment.measure()).family().equals("status")) {
                silent.add(assessment.unit());
            }
        }
        return silent;
    }

    private void schedule(Rule rule, Level level, Collection<Assessment> assessments, List<Judgement> judgements) {
        for (Assessment assessment : assessments) {
            if (campaign.units().get(assessment.unit()).level() == level) {
                AlertId id = new AlertId(rule.id(), assessment.unit(), assessment.measure());
                judgements.add(Judgement.of(id, rule, Facts.of(assessment), assessment, null));
            }
        }
    }

    private Judgement county(
            Rule rule, Unit county, LocalDate day, boolean villages, Map<String, SnapshotRecord> snapshots) {
        SnapshotRecord snapshot = snapshots.get(county.code());
        boolean nothing = SilenceRule.nothingCame(snapshot.lastReportAt(), day, campaign.start(), campaign.zone());
        if (rule.aboutFallingBack()) {
            FallingBack rate = FallingBack.of(
                    snapshot.relapse().relapsed90d(),
                    snapshot.relapse().liftedBefore(),
                    provinceRate(county, snapshots));
            return Judgement.of(
                    new AlertId(rule.id(), county.code(), "status"),
                    rule,
                    Facts.fallingBack(rate.status(), nothing),
                    null,
                    String.format(
                            Locale.ROOT,
                            "%d households fell back in 90 days, of %d lifted before",
                            rate.relapsed(),
                            rate.liftedBefore()));
        }
        String remark = nothing
                ? "nothing came since " + (snapshot.lastReportAt() == null ? "the start" : snapshot.lastReportAt())
                : snapshot.villages().silent() + " silent villages"
                        + (villages ? " hold 30 % or more of what remains" : ", the others report");
        return Judgement.of(
                new AlertId(rule.id(), county.code(), ""), rule, Facts.silence(nothing || villages), null, remark);
    }

    private double provinceRate(Unit county, Map<String, SnapshotRecord> snapshots) {
        String province =
                campaign.units().provinceOf(county.code()).map(Unit::code).orElse(county.code());
        long relapsed = 0;
        long lifted = 0;
        for (String code : campaign.units().countiesIn(province)) {
            if (!snapshots.containsKey(code)) {
                continue;
            }
            relapsed += snapshots.get(code).relapse().relapsed90d();
            lifted += snapshots.get(code).relapse().liftedBefore();
        }
        return FallingBack.rate(relapsed, lifted);
    }
}
