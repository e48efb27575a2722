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

    /** How far the live version is when ours begins; a later start changes nothing. */
    void keepHorizon(Connection connection, String live) throws SQLException {
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
