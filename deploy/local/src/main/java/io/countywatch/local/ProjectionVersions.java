package io.countywatch.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countywatch.local.infrastructure.PostgresServer;
import io.countywatch.local.stack.StackException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The versions of the projection in the local database, as an operator sees them: schema {@code publication}. */
final class ProjectionVersions implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Connection connection;

    /** @throws StackException if the database is not there */
    ProjectionVersions(int port) {
        try {
            connection = DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/metrics", PostgresServer.USER, PostgresServer.PASSWORD);
        } catch (SQLException e) {
            throw new StackException("PostgreSQL does not answer at port " + port + "; is deploy/local/run running?");
        }
    }

    String active() throws SQLException {
        return text("SELECT schema FROM publication.active");
    }

    /** The version that was filled last beside the active one, and can be filled further; null if none was. */
    String filledBeside() throws SQLException {
        return text(
                """
                SELECT schema FROM publication.version
                WHERE schema IN (SELECT h.schema FROM publication.horizon h, publication.active a
                                 WHERE h.live = a.schema AND h.schema <> a.schema)
                ORDER BY registered DESC LIMIT 1
                """);
    }

    /** The version beside which another was filled. */
    String liveOf(String beside) throws SQLException {
        return text("SELECT live FROM publication.horizon WHERE schema = '" + beside.replace("'", "''") + "' LIMIT 1");
    }

    /** The version that was active before the last switch. */
    String before() throws SQLException {
        String before = text("SELECT from_schema FROM publication.switched ORDER BY at DESC LIMIT 1");
        if (before == null) {
            throw new StackException("nothing has been switched yet");
        }
        return before;
    }

    /** {@code projection_N} with the first N above those that there are. */
    String nextName() throws SQLException {
        return text(
                """
                SELECT 'projection_' || max(substring(schema FROM '^projection_([0-9]+)$')::int) + 1
                FROM publication.version
                """);
    }

    Progress progress(String schema) throws SQLException {
        String sql =
                """
                SELECT (SELECT coalesce(sum(next_offset), 0) FROM "%s".cursor),
                       (SELECT coalesce(sum(next_offset), 0) FROM "%s".cursor)
                """
                        .replaceFirst("%s", schema)
                        .replaceFirst("%s", liveOf(schema));
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Progress(row.getLong(1), row.getLong(2));
        }
    }

    /** Where the run has stopped, as partition:offset; null if it has not. */
    String poison() throws SQLException {
        return text(
                """
                SELECT CASE WHEN is_called THEN last_value % 1000 || ':' || last_value / 1000 END FROM publication.poison
                """);
    }

    /** Of a run before: the service does it too when it begins, but whoever waits for it may look before that. */
    void forgetPoison() throws SQLException {
        text("SELECT setval('publication.poison', 0, false)");
    }

    /** Records that the version beside and the live one have applied. */
    record Progress(long applied, long live) {
        /** Near enough for a comparison, which brings both to the same positions. */
        boolean caughtUp() {
            return applied + 10_000 > live;
        }
    }

    /** Asks the process of the version beside for a comparison, and waits for it. */
    JsonNode compare(String beside, Duration atMost) throws SQLException, InterruptedException {
        long id;
        try (PreparedStatement statement = connection.prepareStatement(
                """
                INSERT INTO publication.comparison (live, beside) VALUES (?, ?) RETURNING id
                """)) {
            statement.setString(1, liveOf(beside));
            statement.setString(2, beside);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                id = row.getLong(1);
            }
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < deadline) {
            String report = text("SELECT report::text FROM publication.comparison WHERE id = " + id);
            if (report != null) {
                return read(report);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new StackException("no comparison in " + atMost.toMinutes() + " minutes; does the process of " + beside
                + " run? deploy/local/rebuild starts it");
    }

    /** @return the version from which it was switched */
    String switchTo(String target) throws SQLException {
        return text("SELECT publication.switch_to('" + target.replace("'", "''") + "')");
    }

    private String text(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
