package io.countywatch.metrics.ranking;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.ranking.Ranking.Level;
import io.countywatch.metrics.ranking.Ranking.Standing;
import io.countywatch.metrics.reading.Reading;
import io.countywatch.metrics.sums.KnownEntries;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
        return reading.of("the last day", connection -> {
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT max(effective_through) FROM published");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, LocalDate.class);
            }
        });
    }

    /** @param before the earlier day; @param day the later one */
    List<Standing> standings(List<CampaignUnit> counties, Measure measure, LocalDate before, LocalDate day) {
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
                            WHERE effective <= ? AND series IN (SELECT id FROM ledger_series WHERE measure IN (?, ?))
                            GROUP BY county, series, before) AS summed
                      JOIN ledger_series k ON k.id = series) AS l
                GROUP BY county
                """;
        return reading.of("a ranking", connection -> {
            List<String> codes = counties.stream().map(CampaignUnit::code).toList();
            try (PreparedStatement statement = entries.prepare(connection, codes, null, sql)) {
                int from = KnownEntries.PARAMETERS;
                statement.setString(from + 1, Figure.REPORT);
                statement.setBoolean(from + 2, measure.unit() == Measure.Unit.PERSONS);
                statement.setString(from + 3, measure.countedIn());
                statement.setArray(
                        from + 4,
                        connection.createArrayOf("text", measure.done().toArray()));
                statement.setString(from + 5, measure.countedIn());
                statement.setArray(
                        from + 6,
                        connection.createArrayOf("text", measure.scope().toArray()));
                statement.setInt(from + 7, (int) before.toEpochDay());
                statement.setInt(from + 8, (int) day.toEpochDay());
                statement.setString(from + 9, measure.countedIn());
                statement.setString(from + 10, Figure.REPORT);
                return standings(counties, statement);
            }
        });
    }

    private static List<Standing> standings(List<CampaignUnit> counties, PreparedStatement statement)
            throws SQLException {
        Map<String, Standing> known = new HashMap<>();
        try (ResultSet row = statement.executeQuery()) {
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
