package io.countywatch.alert.backtest;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.evaluation.DayAssessor;
import io.countywatch.alert.evaluation.VillageParts;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.snapshot.SnapshotRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How units ended on the plans whose due date is over, by what is known now. Pure. */
final class Outcomes {

    private final Campaign campaign;
    private final RuleSet rules;

    Outcomes(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.rules = rules;
    }

    /** Due dates of the versions in force at the end of a range that do not lie before it. */
    Set<LocalDate> dueDates(LocalDate from, LocalDate to) {
        Set<LocalDate> dates = new TreeSet<>();
        for (Plan plan : campaign.plans()) {
            LocalDate due = plan.inForce(to).due();
            if (!due.isBefore(from)) {
                dates.add(due);
            }
        }
        return dates;
    }

    /**
     * The outcomes on a due date.
     *
     * @param counties figures at its end
     */
    List<Outcome> on(LocalDate due, LocalDate to, Map<String, SnapshotRecord> counties, Set<String> units) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Assessment assessment :
                new DayAssessor(campaign, rules).assess(due, counties, VillageParts.NONE, Map.of())) {
            boolean isDue = campaign.plans().stream()
                    .anyMatch(plan -> plan.id().equals(assessment.plan())
                            && plan.inForce(to).due().equals(due));
            if (isDue && units.contains(assessment.unit())) {
                outcomes.add(new Outcome(
                        assessment.unit(),
                        campaign.units().get(assessment.unit()).level(),
                        assessment.measure(),
                        due,
                        assessment.seen().remaining() > 0));
            }
        }
        return outcomes;
    }
}
