package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.snapshot.VillageFigures;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Assessments of villages on any evaluated day. They are too many to be kept: kept are the figures, where they change or are
 * restated, and an assessment is a function of them and of the rules that the day was evaluated with.
 */
@Singleton
public class VillageHistory {

    private final Campaign campaign;
    private final RuleHistory rules;
    private final Database database;

    VillageHistory(Campaign campaign, RuleHistory rules, Database database) {
        this.campaign = campaign;
        this.rules = rules;
        this.database = database;
    }

    /**
     * A village on a plan.
     *
     * @param then as it was known when the day was the last one
     * @param revision what late data made of it, null if they did not
     */
    public record Answer(AssessmentRecord then, Revision revision) {}

    /** What late data made of a day before it became final. */
    public record Revision(Instant decidedAt, String reason, AssessmentRecord assessment) {}

    /**
     * Villages on the last evaluated day that is not after another one.
     *
     * @return empty before the first evaluated day; else one for each village and plan
     */
    public List<Answer> assessments(Collection<Unit> villages, LocalDate asOf) {
        return database.inTransaction(connection -> {
            Optional<LocalDate> day = new TickStore(connection).evaluatedBy(asOf);
            return day.isEmpty() ? List.of() : assess(connection, villages, day.get());
        });
    }

    private List<Answer> assess(Connection connection, Collection<Unit> villages, LocalDate day) throws SQLException {
        List<String> codes = villages.stream().map(Unit::code).toList();
        Map<String, VillageFigures> figures = new HashMap<>();
        VillageFiguresStore store = new VillageFiguresStore(connection);
        store.evaluated(codes, day).forEach(one -> figures.put(one.village(), one));
        Map<String, Long> baselines = new AssessmentStore(connection).baselinesOf(codes);
        RuleSet then = rules.of(connection, day);
        Map<String, Revision> revisions = revisions(connection, store.restated(codes, day), baselines);
        List<Answer> answers = new ArrayList<>();
        for (Unit village : villages) {
            for (AssessmentRecord one : records(village, figures.get(village.code()), day, then, baselines)) {
                answers.add(new Answer(one, revisions.get(DayAssessor.key(village.code(), one.plan()))));
            }
        }
        return answers;
    }

    /** By village and plan; with the rules that the revisions of counties were made with. */
    private Map<String, Revision> revisions(
            Connection connection, List<VillageFiguresStore.Restated> villages, Map<String, Long> baselines)
            throws SQLException {
        Map<Long, RuleSet> byTick = new HashMap<>();
        Map<String, Revision> revisions = new HashMap<>();
        for (VillageFiguresStore.Restated restated : villages) {
            if (!byTick.containsKey(restated.tick())) {
                byTick.put(restated.tick(), rules.of(connection, restated.tick()));
            }
            VillageFigures figures = restated.figures();
            Unit village = campaign.units().get(figures.village());
            String reason = "late data, with the figures of snapshot " + restated.snapshot();
            records(village, figures, figures.day(), byTick.get(restated.tick()), baselines)
                    .forEach(one -> revisions.put(
                            DayAssessor.key(one.unit(), one.plan()), new Revision(restated.decidedAt(), reason, one)));
        }
        return revisions;
    }

    private List<AssessmentRecord> records(
            Unit village, VillageFigures figures, LocalDate day, RuleSet by, Map<String, Long> baselines) {
        return new VillageAssessor(campaign, by)
                .assess(village, figures, day, baselines).stream()
                        .map(assessment -> AssessmentRecord.of(assessment, campaign, by))
                        .toList();
    }
}
