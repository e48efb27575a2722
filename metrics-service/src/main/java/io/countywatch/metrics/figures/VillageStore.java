package io.countywatch.metrics.figures;

import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.reading.Reading;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the ledger of a county by village: counters are kept by county only. */
@Singleton
class VillageStore {

    private static final LocalDate ALL_DAYS = LocalDate.of(9999, 12, 31);
    private static final Instant ALL_INSTANTS = Instant.parse("9999-12-31T00:00:00Z");

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
        String sql =
                """
                SELECT village, measure, stage, sum(subjects), sum(persons) FROM ledger
                WHERE county = ? AND effective <= ? AND recorded <= ? AND village IS NOT NULL AND measure <> ?
                GROUP BY village, measure, stage
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
        String sql =
                """
                SELECT DISTINCT ON (village) village, effective, max(recorded) FROM ledger
                WHERE county = ? AND effective <= ? AND recorded <= ? AND village IS NOT NULL AND measure = ?
                GROUP BY village, effective HAVING sum(subjects) > 0
                ORDER BY village, effective DESC
                """;
        try (PreparedStatement statement = prepared(connection, sql, county, asOf);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Village village = villages.computeIfAbsent(row.getString(1), any -> new Village());
                village.reportedFor = row.getObject(2, LocalDate.class);
                village.recorded = row.getTimestamp(3).toInstant();
            }
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, String county, AsOf asOf)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, county);
        statement.setObject(2, asOf.effective() == null ? ALL_DAYS : asOf.effective());
        statement.setTimestamp(3, Timestamp.from(asOf.known() == null ? ALL_INSTANTS : asOf.known()));
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
