package io.countywatch.alert.evaluation;

import io.countywatch.alert.snapshot.VillageFigures;
import io.countywatch.alert.startup.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Keeps the figures of villages that evaluations were made with, only where they differ from those that are kept already:
 * a row of {@code village_figures} holds from its day on, one of {@code village_restated} for its day alone.
 */
final class VillageFiguresStore {

    /** A day that no campaign reaches. */
    static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    private static final String KEEP_VILLAGES =
            """
            INSERT INTO village_figures (village, day, tick, revision, figures)
            SELECT village, ?::date, ?::bigint, revision, figures::jsonb
              FROM unnest(?::text[], ?::bigint[], ?::text[]) AS row (village, revision, figures)
            """;
    private static final String KEEP_RESTATED =
            """
            INSERT INTO village_restated (village, day, tick, revision, figures)
            SELECT village, ?::date, ?::bigint, revision, figures::jsonb
              FROM unnest(?::text[], ?::bigint[], ?::text[]) AS row (village, revision, figures)
            """;
    private static final String THIN_VILLAGES =
            """
            DELETE FROM village_figures AS old USING village_figures AS newer
             WHERE old.day = ? AND newer.day = old.day AND newer.village = old.village AND newer.tick > old.tick
            """;
    private static final String THIN_RESTATED =
            """
            DELETE FROM village_restated AS old USING village_restated AS newer
             WHERE old.day = ? AND newer.day = old.day AND newer.village = old.village AND newer.tick > old.tick
            """;
    // One look at the index for each village, however long its history.
    private static final String VILLAGES =
            """
            SELECT latest.figures
              FROM unnest(?::text[]) AS code,
                   LATERAL (SELECT figures FROM village_figures WHERE village = code AND day <= ?
                             ORDER BY day DESC, tick DESC LIMIT 1) AS latest
            """;

    private static final String VILLAGES_KNOWN =
            """
            SELECT coalesce(restated.figures, latest.figures)
              FROM unnest(?::text[]) AS code
              LEFT JOIN LATERAL (SELECT figures FROM village_figures WHERE village = code AND day <= ?
                                  ORDER BY day DESC, tick DESC LIMIT 1) AS latest ON true
              LEFT JOIN LATERAL (SELECT figures FROM village_restated WHERE village = code AND day = ?
                                  ORDER BY tick DESC LIMIT 1) AS restated ON true
             WHERE coalesce(restated.figures, latest.figures) IS NOT NULL
            """;
    private static final String RESTATED_VILLAGES =
            """
            SELECT DISTINCT ON (v.village) v.figures, v.tick, k.decided_at, k.snapshot
              FROM village_restated v JOIN tick k ON k.id = v.tick
             WHERE v.village = ANY (?) AND v.day = ? ORDER BY v.village, v.tick DESC
            """;

    private final Connection connection;

    VillageFiguresStore(Connection connection) {
        this.connection = connection;
    }

    /** Keeps the figures of villages that an evaluation of a day was the first to use. */
    void keep(long tick, LocalDate day, Collection<VillageFigures> villages) throws SQLException {
        keep(KEEP_VILLAGES, tick, day, villages);
    }

    private void keep(String sql, long tick, LocalDate day, Collection<VillageFigures> villages) throws SQLException {
        if (villages.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, day);
            statement.setLong(2, tick);
            SqlArrays.set(statement, 3, "text", villages, VillageFigures::village);
            SqlArrays.set(statement, 4, "bigint", villages, VillageFigures::revision);
            SqlArrays.set(statement, 5, "text", villages, village -> Json.write(village.alone()));
            statement.executeUpdate();
        }
    }

    /** Keeps what late data have made of a day before. */
    void keepRestated(long tick, LocalDate day, Collection<VillageFigures> villages) throws SQLException {
        keep(KEEP_RESTATED, tick, day, villages);
    }

    /** Leaves of a day only what it was last evaluated with, while it was the latest and at all. */
    void thin(LocalDate day) throws SQLException {
        for (String thin : List.of(THIN_VILLAGES, THIN_RESTATED)) {
            try (PreparedStatement statement = connection.prepareStatement(thin)) {
                statement.setObject(1, day);
                statement.executeUpdate();
            }
        }
    }

    /** The figures of villages with which a day was evaluated, or the last one before it; those that have some. */
    List<VillageFigures> evaluated(Collection<String> codes, LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(VILLAGES)) {
            SqlArrays.set(statement, 1, "text", codes, code -> code);
            statement.setObject(2, day);
            return read(statement);
        }
    }

    /** The same with what late data have made of that day since. */
    List<VillageFigures> known(Collection<String> codes, LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(VILLAGES_KNOWN)) {
            SqlArrays.set(statement, 1, "text", codes, code -> code);
            statement.setObject(2, day);
            statement.setObject(3, day);
            return read(statement);
        }
    }

    private static List<VillageFigures> read(PreparedStatement statement) throws SQLException {
        List<VillageFigures> villages = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                villages.add(Json.read(rows.getString(1), VillageFigures.class));
            }
        }
        return villages;
    }

    /** What late data made of a village's day, and by which tick. */
    record Restated(VillageFigures figures, long tick, Instant decidedAt, String snapshot) {}

    /** What is known by now of villages whose day was restated. */
    List<Restated> restated(Collection<String> codes, LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RESTATED_VILLAGES)) {
            SqlArrays.set(statement, 1, "text", codes, code -> code);
            statement.setObject(2, day);
            List<Restated> restated = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    restated.add(new Restated(
                            Json.read(rows.getString(1), VillageFigures.class),
                            rows.getLong(2),
                            rows.getTimestamp(3).toInstant(),
                            rows.getString(4)));
                }
            }
            return restated;
        }
    }
}
