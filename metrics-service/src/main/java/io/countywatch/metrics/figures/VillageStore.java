package io.countywatch.metrics.figures;

import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.reading.Reading;
import io.countywatch.metrics.sums.RecordedGrid;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the ledger of a county by village: counters are kept by county only. */
@Singleton
class VillageStore {

    /**
     * What a county's villages have, as numbers; begins a statement, whose own text follows. Its texts are looked up for the
     * few sums, not for every entry.
     */
    private static final String ENTRY =
            """
            WITH entry AS NOT MATERIALIZED (
                SELECT * FROM (
                    SELECT unnest(village) AS village, unnest(series) AS series, unnest(effective) AS effective,
                           unnest(recorded) AS recorded, unnest(subjects) AS subjects, unnest(persons) AS persons
                    FROM ledger_segment WHERE county = ?) AS e
                WHERE effective <= ? AND recorded <= ? AND village <> 0)
            """;

    private final Reading reading;

    VillageStore(Reading reading) {
        this.reading = reading;
    }

    /** By village: counts, and the last day that was reported of. */
    Map<String, Village> villages(String county, AsOf asOf) {
        Map<String, Village> villages = new HashMap<>();
        return reading.of("villages", connection -> {
            figures(connection, county, asOf, villages);
            reports(connection, county, asOf, villages);
            return villages;
        });
    }

    private static void figures(Connection connection, String county, AsOf asOf, Map<String, Village> villages)
            throws SQLException {
        String sql = ENTRY
                + """
                SELECT v.name, k.measure, k.stage, l.subjects, l.persons
                FROM (SELECT village, series, sum(subjects) AS subjects, sum(persons) AS persons FROM entry
                      WHERE series NOT IN (SELECT id FROM ledger_series WHERE measure = ?)
                      GROUP BY village, series) AS l
                JOIN ledger_village v ON v.id = l.village
                JOIN ledger_series k ON k.id = l.series
                """;
        try (PreparedStatement statement = prepared(connection, sql, county, asOf);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Count count = new Count(row.getLong(4), row.getLong(5));
                if (!count.zero()) {
                    villages.computeIfAbsent(row.getString(1), any -> new Village())
                            .measures
                            .computeIfAbsent(row.getString(2), any -> new TreeMap<>())
                            .put(row.getString(3), count);
                }
            }
        }
    }

    private static void reports(Connection connection, String county, AsOf asOf, Map<String, Village> villages)
            throws SQLException {
        // A day on which everything was retracted is no day that was reported of.
        String sql = ENTRY
                + """
                SELECT v.name, l.effective, l.recorded
                FROM (SELECT DISTINCT ON (village) village, effective, recorded
                      FROM (SELECT village, effective, sum(subjects) AS reports, max(recorded) AS recorded FROM entry
                            WHERE series IN (SELECT id FROM ledger_series WHERE measure = ?)
                            GROUP BY village, effective) AS day
                      WHERE reports > 0
                      ORDER BY village, effective DESC) AS l
                JOIN ledger_village v ON v.id = l.village
                """;
        try (PreparedStatement statement = prepared(connection, sql, county, asOf);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Village village = villages.computeIfAbsent(row.getString(1), any -> new Village());
                village.reportedFor = LocalDate.ofEpochDay(row.getInt(2));
                village.recorded = Instant.EPOCH.plus(row.getLong(3), ChronoUnit.MICROS);
            }
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, String county, AsOf asOf)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, county);
        statement.setInt(
                2,
                asOf.effective() == null
                        ? Integer.MAX_VALUE
                        : (int) asOf.effective().toEpochDay());
        statement.setLong(3, asOf.known() == null ? Long.MAX_VALUE : RecordedGrid.micros(asOf.known()));
        statement.setString(4, Figure.REPORT);
        return statement;
    }

    /** Filled while it is read. */
    static final class Village {
        final SortedMap<String, SortedMap<String, Count>> measures = new TreeMap<>();
        /** Null without a report, as {@code recorded}. */
        LocalDate reportedFor;

        Instant recorded;
    }
}
