package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.snapshot.VillageFigures;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Assessments of villages on any evaluated day. They are too many to be kept: kept are the figures, where they change,
 * and an assessment is a function of them and of the rules that the day was evaluated with.
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
     * Villages on the last evaluated day that is not after another one.
     *
     * @return empty before the first evaluated day; else one for each village and plan
     */
    public List<AssessmentRecord> assessments(Collection<Unit> villages, LocalDate asOf) {
        return database.inTransaction(connection -> {
            Optional<LocalDate> day = new TickStore(connection).evaluatedBy(asOf);
            return day.isEmpty() ? List.of() : assess(connection, villages, day.get());
        });
    }

    private List<AssessmentRecord> assess(Connection connection, Collection<Unit> villages, LocalDate day)
            throws SQLException {
        List<String> codes = villages.stream().map(Unit::code).toList();
        Map<String, VillageFigures> figures = new HashMap<>();
        new FiguresStore(connection).villages(codes, day).forEach(one -> figures.put(one.village(), one));
        Map<String, Long> baselines = new AssessmentStore(connection).baselinesOf(codes);
        RuleSet then = rules.of(connection, day);
        VillageAssessor assessor = new VillageAssessor(campaign, then);
        List<AssessmentRecord> records = new ArrayList<>();
        for (Unit village : villages) {
            assessor.assess(village, figures.get(village.code()), day, baselines)
                    .forEach(assessment -> records.add(AssessmentRecord.of(assessment, campaign, then)));
        }
        return records;
    }
}
