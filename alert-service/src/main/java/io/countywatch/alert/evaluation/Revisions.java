package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.lifecycle.Verdict;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.VillageFigures;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Evaluates days again that late data have restated before they became final. Pure. */
final class Revisions {

    private final Campaign campaign;
    private final RuleSet rules;

    Revisions(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.rules = rules;
    }

    /**
     * An evaluated day that is evaluated again.
     *
     * @param counties every county's snapshot, the restated ones among them
     * @param villages all villages, the restated ones among them
     * @param restated counties whose figures have changed
     * @param restatedVillages the figures of villages that have changed, whether or not those of their county have
     */
    record Earlier(
            LocalDate day,
            Map<String, SnapshotRecord> counties,
            VillageParts villages,
            Set<String> restated,
            List<VillageFigures> restatedVillages) {}

    /** What late data make of an earlier day, only of units that they touch. */
    record Revision(LocalDate day, List<AssessmentRecord> assessments, List<Judgement> judgements) {}

    /** @param days evaluated days from the first restated one on, in order */
    List<Revision> of(List<Earlier> days, Map<String, Long> baselines) {
        Set<String> touched = touched(days);
        return days.stream().map(day -> revision(day, touched, baselines)).toList();
    }

    /** Restated counties, those with restated villages, and every unit that they lie in. */
    private Set<String> touched(List<Earlier> earlier) {
        Set<String> counties = new HashSet<>();
        for (Earlier day : earlier) {
            counties.addAll(day.restated());
            day.restatedVillages()
                    .forEach(village ->
                            counties.add(campaign.units().get(village.village()).parent()));
        }
        Set<String> touched = new HashSet<>();
        for (String county : counties) {
            Unit unit = campaign.units().get(county);
            while (unit != null) {
                touched.add(unit.code());
                unit = campaign.units().find(unit.parent()).orElse(null);
            }
        }
        return touched;
    }

    private Revision revision(Earlier earlier, Set<String> touched, Map<String, Long> baselines) {
        List<Assessment> assessments = new DayAssessor(campaign, rules)
                .assess(earlier.day(), earlier.counties(), earlier.villages(), baselines);
        return new Revision(
                earlier.day(),
                assessments.stream()
                        .filter(assessment -> touched.contains(assessment.unit()))
                        .map(assessment -> AssessmentRecord.of(assessment, campaign, rules))
                        .toList(),
                new Judge(campaign, rules)
                        .judge(earlier.day(), assessments, earlier.counties()).stream()
                                .filter(judgement ->
                                        touched.contains(judgement.id().unit()))
                                .toList());
    }

    /** The verdicts of the revised days by alert. */
    static Map<String, SortedMap<LocalDate, Verdict>> verdicts(List<Revision> revisions) {
        Map<String, SortedMap<LocalDate, Verdict>> verdicts = new HashMap<>();
        for (Revision revision : revisions) {
            for (Judgement judgement : revision.judgements()) {
                verdicts.computeIfAbsent(judgement.id().toString(), id -> new TreeMap<>())
                        .put(revision.day(), judgement.verdict());
            }
        }
        return verdicts;
    }
}
