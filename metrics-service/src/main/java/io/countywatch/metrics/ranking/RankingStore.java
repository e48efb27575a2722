package io.countywatch.metrics.ranking;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.ranking.Ranking.Level;
import io.countywatch.metrics.ranking.Ranking.Standing;
import io.countywatch.metrics.reading.Ask;
import io.countywatch.metrics.reading.Reading;
import io.countywatch.metrics.sums.KnownEntries;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads where counties stand on two days. */
@Singleton
class RankingStore {

    private static final Level NOTHING = new Level(0, 0);

    private final Reading reading;
    private final KnownEntries entries;

    RankingStore(Reading reading, Campaign campaign) {
        this.reading = reading;
        this.entries = new KnownEntries(campaign.timeZone());
    }

    /** Day of the last snapshot; null before the first. */
    LocalDate lastDay() {
        return reading.of("the last day", new Ask<>("SELECT max(effective_through) FROM published", List.of(), row -> {
            row.next();
            return row.getObject(1, LocalDate.class);
        }));
    }

    /** @param before the earlier day; @param day the later one; @param known count what was recorded up to then; null: all */
    List<Standing> standings(
            List<CampaignUnit> counties, Measure measure, LocalDate before, LocalDate day, Instant known) {
        // Summed by number first: an entry costs more to tell by its texts than to add.
        String sql =
                """
                SELECT county,
                       sum(n) FILTER (WHERE done), sum(n) FILTER (WHERE scope),
                       sum(n) FILTER (WHERE done AND before), sum(n) FILTER (WHERE scope AND before),
                       sum(subjects) FILTER (WHERE measure = ? AND NOT before)
                FROM (SELECT county, measure, before, subjects, CASE WHEN ? THEN persons ELSE subjects END AS n,
                             measure = ? AND stage = ANY (?) AS done, measure = ? AND stage = ANY (?) AS scope
                      FROM (SELECT county, series, effective <= ? AS before, sum(subjects) AS subjects, sum(persons) AS persons
                            FROM entry
                            WHERE effective <= ? AND series = ANY (ARRAY(SELECT id FROM ledger_series WHERE measure IN (?, ?)))
                            GROUP BY county, series, before) AS summed
                      JOIN ledger_series k ON k.id = series) AS l
                GROUP BY county
                """;
        List<String> codes = counties.stream().map(CampaignUnit::code).toList();
        List<Object> parameters = List.of(
                Figure.REPORT,
                measure.unit() == Measure.Unit.PERSONS,
                measure.countedIn(),
                measure.done(),
                measure.countedIn(),
                measure.scope(),
                (int) before.toEpochDay(),
                (int) day.toEpochDay(),
                measure.countedIn(),
                Figure.REPORT);
        return reading.of("a ranking", entries.of(codes, known, sql, parameters, row -> standings(counties, row)));
    }

    private static List<Standing> standings(List<CampaignUnit> counties, ResultSet row) throws SQLException {
        Map<String, Standing> known = new HashMap<>();
        while (row.next()) {
            known.put(
                    row.getString(1),
                    new Standing(
                            row.getString(1),
                            null,
                            new Level(row.getLong(2), row.getLong(3)),
                            new Level(row.getLong(4), row.getLong(5)),
                            row.getLong(6)));
        }
        return counties.stream()
                .map(county -> {
                    Standing one =
                            known.getOrDefault(county.code(), new Standing(county.code(), null, NOTHING, NOTHING, 0));
                    return new Standing(county.code(), county.name(), one.now(), one.before(), one.reports());
                })
                .toList();
    }
}
