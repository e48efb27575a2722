package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Measure;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.DataQuality;
import io.countywatch.alert.rules.Facts;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.FallingBack;
import io.countywatch.alert.schedule.Reading;
import io.countywatch.alert.schedule.SilenceRule;
import io.countywatch.alert.snapshot.SnapshotRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
        Map<Rule.About, List<Fact>> facts = new EnumMap<>(Rule.About.class);
        for (Rule rule : rules.rules()) {
            if (rule.about() == Rule.About.PIPELINE) {
                continue; // on the wall clock, not on a campaign day
            }
            Level level = Level.valueOf(rule.subject().name());
            // The same facts for all rules that look at the same: worked out once, and kept once.
            for (Fact fact : facts.computeIfAbsent(rule.about(), about -> facts(about, day, assessments, snapshots))) {
                if (campaign.units().get(fact.unit()).level() == level) {
                    judgements.add(Judgement.of(rule, fact));
                }
            }
        }
        return judgements;
    }

    private List<Fact> facts(
            Rule.About about,
            LocalDate day,
            Collection<Assessment> assessments,
            Map<String, SnapshotRecord> snapshots) {
        if (about == Rule.About.SCHEDULE) {
            return DayAssessor.worst(assessments).values().stream()
                    .map(Fact::of)
                    .toList();
        }
        Map<String, Set<String>> silent = silentMeasures(assessments);
        Map<String, Double> rates = new HashMap<>();
        return campaign.units().of(Level.COUNTY).stream()
                .filter(county -> snapshots.containsKey(county.code()))
                .map(county -> {
                    SnapshotRecord snapshot = snapshots.get(county.code());
                    return switch (about) {
                        case FALLING_BACK ->
                            fallingBack(
                                    county,
                                    day,
                                    snapshot,
                                    rates.computeIfAbsent(province(county), code -> rate(code, snapshots)));
                        case DATA_QUALITY -> dataQuality(county, day, snapshot);
                        default -> silence(county, day, silent.getOrDefault(county.code(), Set.of()), snapshot);
                    };
                })
                .toList();
    }

    /** Names of the measures by unit, in the campaign's order, on which silent villages hold too much. */
    private Map<String, Set<String>> silentMeasures(Collection<Assessment> assessments) {
        Map<String, Set<String>> silent = new HashMap<>();
        for (Assessment assessment : assessments) {
            Measure measure = campaign.measure(assessment.measure());
            if (assessment.silent() && (measure.family().equals("status") || counts(assessment))) {
                silent.computeIfAbsent(assessment.unit(), unit -> new LinkedHashSet<>())
                        .add(measure.label());
            }
        }
        return silent;
    }

    /**
     * One village with the last two houses of a small programme does not silence a county. But where what is known
     * would be an alert, and the bounds disagree, no rule about the schedule speaks: then silence must.
     */
    private static boolean counts(Assessment assessment) {
        Reading reading = assessment.inForce();
        return reading.lower().isBehind() || assessment.seen().silence().remaining() >= reading.gMin();
    }

    private Fact fallingBack(Unit county, LocalDate day, SnapshotRecord snapshot, double provinceRate) {
        FallingBack rate = FallingBack.of(
                snapshot.relapse().relapsed90d(), snapshot.relapse().liftedBefore(), provinceRate);
        String remark = String.format(
                Locale.ROOT,
                "%d households fell back in 90 days, of %d lifted before",
                rate.relapsed(),
                rate.liftedBefore());
        Facts facts = Facts.fallingBack(rate.status(), nothingCame(snapshot, day));
        return new Fact(county.code(), "status", Rule.About.FALLING_BACK, facts, null, remark);
    }

    private Fact dataQuality(Unit county, LocalDate day, SnapshotRecord snapshot) {
        List<DataQuality> questions = new ArrayList<>();
        if (FallingBack.suspiciousRegister(snapshot.households("AT_RISK"), snapshot.register())) {
            questions.add(DataQuality.AT_RISK_UNLIKELY);
        }
        Long liftedAgain = snapshot.relapse().liftedAgain90d();
        if (liftedAgain != null && liftedAgain > 0) {
            questions.add(DataQuality.LIFTED_AGAIN);
        }
        String remark = String.format(
                Locale.ROOT,
                "%d of %d households of the register are at risk, %s were lifted again within 90 days of falling back",
                snapshot.households("AT_RISK"),
                snapshot.register(),
                liftedAgain == null ? "nobody says how many" : liftedAgain);
        Facts facts = Facts.dataQuality(questions, nothingCame(snapshot, day));
        return new Fact(county.code(), "", Rule.About.DATA_QUALITY, facts, null, remark);
    }

    /** @param measures on which its silent villages hold too much */
    private Fact silence(Unit county, LocalDate day, Set<String> measures, SnapshotRecord snapshot) {
        boolean nothing = nothingCame(snapshot, day);
        String remark = nothing
                ? "nothing came since " + (snapshot.lastReportAt() == null ? "the start" : snapshot.lastReportAt())
                : snapshot.villages().silent() + " silent villages"
                        + (measures.isEmpty()
                                ? ", the others report"
                                : " hold 30 % or more of what remains of " + String.join(", ", measures));
        Facts facts = Facts.silence(nothing || !measures.isEmpty());
        return new Fact(county.code(), "", Rule.About.SILENCE, facts, null, remark);
    }

    private boolean nothingCame(SnapshotRecord snapshot, LocalDate day) {
        return SilenceRule.nothingCame(snapshot.lastReportAt(), day, campaign.start(), campaign.zone());
    }

    private String province(Unit county) {
        return campaign.units().provinceOf(county.code()).map(Unit::code).orElse(county.code());
    }

    private double rate(String province, Map<String, SnapshotRecord> snapshots) {
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
