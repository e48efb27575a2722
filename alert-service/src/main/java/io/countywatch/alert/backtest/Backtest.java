package io.countywatch.alert.backtest;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.evaluation.DayAssessor;
import io.countywatch.alert.evaluation.Judge;
import io.countywatch.alert.evaluation.Judgement;
import io.countywatch.alert.evaluation.VillageRound;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.Lifecycle;
import io.countywatch.alert.lifecycle.Transition;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.VillageFigures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plays days to rules, one after the other, with nothing pending or firing at the beginning. Pure; used by one thread.
 */
final class Backtest {

    private final Set<String> units;
    private final DayAssessor assessor;
    private final VillageRound villages;
    private final Judge judge;
    private final Map<String, Alert> alerts = new TreeMap<>();
    private final Map<String, Integer> daysActive = new TreeMap<>();
    private final List<Transition> transitions = new ArrayList<>();
    private final RouteCount routes;

    /**
     * @param units codes of the units that are asked for; others are assessed but not judged
     * @param routes counts what would be told
     */
    Backtest(Campaign campaign, RuleSet rules, Set<String> units, RouteCount routes) {
        this.units = Set.copyOf(units);
        this.assessor = new DayAssessor(campaign, rules);
        this.villages = new VillageRound(campaign, rules);
        this.judge = new Judge(campaign, rules);
        this.routes = routes;
    }

    /** Takes in a day; days come in order. */
    void day(LocalDate day, Map<String, SnapshotRecord> counties, Map<String, VillageFigures> villageFigures) {
        List<Assessment> assessments = assessor.assess(day, counties, villages.assess(day, villageFigures), Map.of());
        for (Judgement judgement : judge.judge(day, assessments, counties)) {
            if (!units.contains(judgement.id().unit())) {
                continue;
            }
            String id = judgement.id().toString();
            Lifecycle.Decision decision = Lifecycle.evaluate(
                    alerts.getOrDefault(id, Alert.fresh(judgement.id())),
                    day,
                    judgement.verdict(),
                    judgement.rule().policy());
            if (decision.alert().now().severity() == null) {
                continue; // nothing was ever raised
            }
            alerts.put(id, decision.alert());
            decision.transition().ifPresent(transitions::add);
            if (decision.alert().now().state().isActive()) {
                daysActive.merge(id, 1, Integer::sum);
            }
        }
        routes.day(day, alerts.values());
    }

    /** Every transition so far, in order. */
    List<Transition> transitions() {
        return List.copyOf(transitions);
    }

    /** Campaign days on which each alert was FIRING or RECOVERING. */
    Map<String, Integer> daysActive() {
        return Map.copyOf(daysActive);
    }

    /** What would have been told, by route. */
    List<RouteCount.Told> told() {
        return routes.told();
    }
}
