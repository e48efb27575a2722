package io.countywatch.metrics.projection;

import io.countywatch.metrics.projection.Decoded.Poison;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Keeps what can never be applied as it is; the publisher tells of it on {@code household-quarantine.v1}. */
@Singleton
class QuarantineStore {

    private static final int LONGEST_TEXT = 512;

    void add(Connection connection, Collection<Poison> poisons) throws SQLException {
        String sql =
                """
                INSERT INTO quarantine
                  (topic, src_partition, src_offset, subject, source, id, type, reason, detail, payload)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Poison poison : poisons) {
                statement.setString(1, poison.position().topic());
                statement.setInt(2, poison.position().partition());
                statement.setLong(3, poison.position().offset());
                statement.setString(4, printable(poison.subject()));
                statement.setString(5, printable(poison.source()));
                statement.setString(6, printable(poison.id()));
                statement.setString(7, printable(poison.type()));
                statement.setString(8, poison.reason());
                statement.setString(9, printable(poison.detail()));
                statement.setBytes(10, poison.payload());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /**
     * PostgreSQL keeps no NUL in a text, and Kafka no record beyond a size: a poison event is exactly where one would come
     * from.
     */
    private static String printable(String text) {
        if (text == null) {
            return null;
        }
        return text.substring(0, Math.min(text.length(), LONGEST_TEXT)).replace('\0', '\uFFFD');
    }
}
