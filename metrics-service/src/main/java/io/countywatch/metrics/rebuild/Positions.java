package io.countywatch.metrics.rebuild;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** How far versions of the projection are, by partition; and the lock that lets one stand still. */
@Singleton
class Positions {

    static final String TOPIC = "household-events.v1";

    /** Next offsets. */
    Map<Integer, Long> of(Connection connection, String schema) throws SQLException {
        Map<Integer, Long> positions = new TreeMap<>();
        String sql = "SELECT partition, next_offset FROM %s.cursor WHERE topic = '%s'";
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.formatted(Schema.quoted(schema), TOPIC))) {
            while (row.next()) {
                positions.put(row.getInt(1), row.getLong(2));
            }
        }
        return positions;
    }

    /** Until the end of the transaction that version applies nothing: its first statement waits. */
    void standStill(Connection connection, String schema) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '5s'");
            statement.execute("LOCK TABLE %s.cursor IN SHARE MODE".formatted(Schema.quoted(schema)));
        }
    }

    /** Whether everything before some positions has been applied. */
    static boolean reached(Map<Integer, Long> positions, Map<Integer, Long> targets) {
        return targets.entrySet().stream()
                .allMatch(target -> positions.getOrDefault(target.getKey(), 0L) >= target.getValue());
    }
}
