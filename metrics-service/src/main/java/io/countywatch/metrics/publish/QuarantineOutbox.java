package io.countywatch.metrics.publish;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Quarantined events that have not been told of yet; told at least once. */
@Singleton
class QuarantineOutbox {

    private static final int AT_ONCE = 500;

    List<QuarantineRecord> unpublished(Connection connection) throws SQLException {
        String sql =
                """
                SELECT topic, src_partition, src_offset, reason, detail, source, id, type, subject, first_seen
                FROM quarantine WHERE NOT published ORDER BY first_seen LIMIT ?
                """;
        List<QuarantineRecord> records = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    records.add(new QuarantineRecord(
                            row.getString(1),
                            row.getInt(2),
                            row.getLong(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8),
                            row.getString(9),
                            row.getTimestamp(10).toInstant()));
                }
            }
        }
        return records;
    }

    void published(Connection connection, List<QuarantineRecord> records) throws SQLException {
        String sql = "UPDATE quarantine SET published = true WHERE topic = ? AND src_partition = ? AND src_offset = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (QuarantineRecord told : records) {
                statement.setString(1, told.topic());
                statement.setInt(2, told.partition());
                statement.setLong(3, told.offset());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
