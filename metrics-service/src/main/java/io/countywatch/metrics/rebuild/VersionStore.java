package io.countywatch.metrics.rebuild;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Versions of the projection, and which of them is read and published. */
@Singleton
class VersionStore {

    private static final String UNIQUE_VIOLATION = "23505";

    /** @throws IllegalStateException if another version reads as that consumer group */
    void register(Connection connection, String group) throws SQLException {
        String sql =
                """
                INSERT INTO version (schema, consumer_group) VALUES (current_schema(), ?)
                ON CONFLICT (schema) DO UPDATE SET consumer_group = excluded.consumer_group
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, group);
            statement.executeUpdate();
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw new IllegalStateException(
                        "another projection version reads as consumer group " + group
                                + ": the two would share the partitions, and each have half of the events",
                        e);
            }
            throw e;
        }
    }

    /** Makes our version the active one if there is none yet. */
    void activateFirst(Connection connection) throws SQLException {
        execute(connection, "INSERT INTO active (schema) VALUES (current_schema()) ON CONFLICT DO NOTHING");
    }

    /** Null before the first. */
    String active(Connection connection) throws SQLException {
        return text(connection, "SELECT max(schema) FROM active");
    }

    String own(Connection connection) throws SQLException {
        return text(connection, "SELECT current_schema()::text");
    }

    /**
     * How far the live version is when ours begins: when nothing has been applied to ours yet, or another one is live than the
     * last time. A later start changes nothing. What is left of versions that were deleted goes: a name may come again.
     */
    void keepHorizon(Connection connection, String live) throws SQLException {
        String outdated =
                """
                DELETE FROM horizon WHERE schema NOT IN (SELECT schema FROM version)
                OR schema = current_schema() AND (live <> ? OR NOT EXISTS (SELECT FROM cursor WHERE next_offset > 0))
                """;
        try (PreparedStatement statement = connection.prepareStatement(outdated)) {
            statement.setString(1, live);
            statement.executeUpdate();
        }
        String sql =
                """
                INSERT INTO horizon (schema, live, topic, partition, next_offset)
                SELECT current_schema(), ?, topic, partition, next_offset FROM %s.cursor
                WHERE NOT EXISTS (SELECT FROM horizon WHERE schema = current_schema())
                """
                        .formatted(Schema.quoted(live));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, live);
            statement.executeUpdate();
        }
    }

    /** Where a run before this one has stopped: the code may have been repaired, and if not, this one will say so again. */
    void forgetPoison(Connection connection) throws SQLException {
        text(connection, "SELECT setval('poison', 0, false)");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
