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

    /** A record that is there already stays as it is, but for one that was tried again and went wrong again. */
    void add(Connection connection, Collection<Poison> poisons) throws SQLException {
        String sql =
                """
                INSERT INTO quarantine
                  (topic, src_partition, src_offset, subject, source, id, type, reason, detail, payload, county,
                   attributes, stuck)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (topic, src_partition, src_offset) DO UPDATE
                SET stuck = excluded.stuck, outcome = excluded.reason WHERE quarantine.outcome = 'retried'
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Poison poison : poisons) {
                statement.setString(1, poison.position().topic());
                statement.setInt(2, poison.position().partition());
                statement.setLong(3, poison.position().offset());
                statement.setString(4, printable(poison.envelope().subject()));
                statement.setString(5, printable(poison.envelope().source()));
                statement.setString(6, printable(poison.envelope().id()));
                statement.setString(7, printable(poison.envelope().type()));
                statement.setString(8, poison.reason());
                statement.setString(9, printable(poison.detail()));
                statement.setBytes(10, poison.payload());
                statement.setString(11, poison.county());
                statement.setBytes(12, KeptRecord.attributes(poison.envelope()));
                statement.setBoolean(13, poison.blocks());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /**
     * PostgreSQL keeps no NUL in a text, and Kafka no record beyond a size: a poison event is exactly where one would come
     * from.
     */
    static String printable(String text) {
        if (text == null) {
            return null;
        }
        return text.substring(0, Math.min(text.length(), LONGEST_TEXT)).replace('\0', '\uFFFD');
    }
}
