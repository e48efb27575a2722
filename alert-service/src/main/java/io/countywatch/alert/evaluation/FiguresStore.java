package io.countywatch.alert.evaluation;

import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.VillageFigures;
import io.countywatch.alert.startup.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keeps the figures that evaluations were made with, only where they differ from those that are kept already. */
final class FiguresStore {

    /** A day that no campaign reaches. */
    static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    private static final String KEEP_COUNTIES =
            """
            INSERT INTO county_figures (county, day, tick, revision, figures)
            SELECT county, day, ?::bigint, revision, figures::jsonb
              FROM unnest(?::text[], ?::date[], ?::bigint[], ?::text[]) AS row (county, day, revision, figures)
            """;
    private static final String KEEP_VILLAGES =
            """
            INSERT INTO village_figures (village, day, tick, revision, figures)
            SELECT village, ?::date, ?::bigint, revision, figures::jsonb
              FROM unnest(?::text[], ?::bigint[], ?::text[]) AS row (village, revision, figures)
            ON CONFLICT (village, day) DO UPDATE
               SET tick = excluded.tick, revision = excluded.revision, figures = excluded.figures
            """;
    // One look at the index for each village, however long its history.
    private static final String VILLAGES =
            """
            SELECT latest.figures
              FROM unnest(?::text[]) AS code,
                   LATERAL (SELECT figures FROM village_figures WHERE village = code AND day <= ?
                             ORDER BY day DESC LIMIT 1) AS latest
            """;

    private final Connection connection;

    FiguresStore(Connection connection) {
        this.connection = connection;
    }

    /** Keeps what a tick evaluated a day with for the first time. */
    void keep(long tick, LocalDate day, Collection<SnapshotRecord> counties, Collection<VillageFigures> villages)
            throws SQLException {
        if (!counties.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(KEEP_COUNTIES)) {
                statement.setLong(1, tick);
                SqlArrays.set(statement, 2, "text", counties, SnapshotRecord::county);
                SqlArrays.set(statement, 3, "date", counties, SnapshotRecord::effectiveThrough);
                SqlArrays.set(statement, 4, "bigint", counties, SnapshotRecord::revision);
                SqlArrays.set(statement, 5, "text", counties, Json::write);
                statement.executeUpdate();
            }
        }
        if (!villages.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(KEEP_VILLAGES)) {
                statement.setObject(1, day);
                statement.setLong(2, tick);
                SqlArrays.set(statement, 3, "text", villages, VillageFigures::village);
                SqlArrays.set(statement, 4, "bigint", villages, VillageFigures::revision);
                SqlArrays.set(statement, 5, "text", villages, Json::write);
                statement.executeUpdate();
            }
        }
    }

    /** The figures of villages with which a day was evaluated, or the last one before it; those that have some. */
    List<VillageFigures> villages(Collection<String> codes, LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(VILLAGES)) {
            SqlArrays.set(statement, 1, "text", codes, code -> code);
            statement.setObject(2, day);
            List<VillageFigures> villages = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    villages.add(Json.read(rows.getString(1), VillageFigures.class));
                }
            }
            return villages;
        }
    }
}
