package io.countywatch.metrics.rebuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Comparisons that were asked for, and what came of them. */
@Singleton
class ComparisonStore {

    private final ObjectMapper json;

    ComparisonStore(ObjectMapper json) {
        this.json = json;
    }

    /** The oldest that our version is to make. */
    Optional<Asked> next(Connection connection) throws SQLException {
        String sql =
                """
                SELECT id, live, beside FROM comparison WHERE ended IS NULL AND beside = current_schema()
                ORDER BY id LIMIT 1
                """;
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next()
                    ? Optional.of(new Asked(row.getLong(1), row.getString(2), row.getString(3)))
                    : Optional.empty();
        }
    }

    void keep(Connection connection, Asked asked, Comparison comparison) throws SQLException {
        String sql = "UPDATE comparison SET ended = clock_timestamp(), equal = ?, report = ?::jsonb WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBoolean(1, comparison.equal());
            statement.setString(2, json.writeValueAsString(comparison));
            statement.setLong(3, asked.id());
            statement.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the rebuild has met poison, as partition:offset; empty if nowhere. */
    Optional<String> poison(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT last_value, is_called FROM poison")) {
            row.next();
            return row.getBoolean(2)
                    ? Optional.of(row.getLong(1) % 1000 + ":" + row.getLong(1) / 1000)
                    : Optional.empty();
        }
    }

    record Asked(long id, String live, String beside) {}
}
