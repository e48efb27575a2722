package io.countywatch.metrics.projection;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people have decided about stuck events, and what came of it in this version of the projection. */
@Singleton
class RepairStore {

    private static final String OPEN =
            """
            FROM quarantine q JOIN publication.repair r USING (topic, src_partition, src_offset)
            WHERE q.stuck AND (q.handled IS NULL OR q.handled < r.at)
            """;

    /** Subjects that are stuck, in all partitions. */
    int stuck(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT coalesce(sum(stuck), 0) FROM cursor WHERE stuck > 0");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Partitions with a decision that is not carried out yet, and how many they have. */
    Map<Integer, Integer> due(Connection connection) throws SQLException {
        Map<Integer, Integer> due = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT src_partition, count(*) " + OPEN + " GROUP BY src_partition")) {
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    due.put(row.getInt(1), row.getInt(2));
                }
            }
        }
        return due;
    }

    /** In the order of the log. */
    List<Decision> decisions(Connection connection, String topic, int partition) throws SQLException {
        List<Decision> decisions = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT src_offset, subject, attributes, payload, action, at " + OPEN
                        + " AND topic = ? AND src_partition = ? ORDER BY src_offset")) {
            statement.setString(1, topic);
            statement.setInt(2, partition);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Position position = new Position(topic, partition, row.getLong(1));
                    decisions.add(new Decision(
                            new KeptRecord(position, row.getBytes(3), row.getBytes(4)),
                            row.getString(2),
                            row.getString(5),
                            row.getTimestamp(6)));
                }
            }
        }
        return decisions;
    }

    /** @param stuck whether it still is */
    void handled(Connection connection, Decision decision, boolean stuck, String outcome) throws SQLException {
        String sql =
                """
                UPDATE quarantine SET stuck = ?, handled = ?, outcome = ?
                WHERE topic = ? AND src_partition = ? AND src_offset = ?
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBoolean(1, stuck);
            statement.setTimestamp(2, decision.at());
            statement.setString(3, outcome);
            statement.setString(4, decision.record().position().topic());
            statement.setInt(5, decision.record().position().partition());
            statement.setLong(6, decision.record().position().offset());
            statement.executeUpdate();
        }
    }

    /** @param action {@code retry} or {@code discard} */
    record Decision(KeptRecord record, String subject, String action, Timestamp at) {}
}
