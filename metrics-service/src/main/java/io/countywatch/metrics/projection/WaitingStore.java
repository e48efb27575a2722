package io.countywatch.metrics.projection;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Events that wait behind a stuck one of their subject, in the order of the log. */
@Singleton
class WaitingStore {

    /** Keeps those that have to wait. @return the others, in their order */
    List<StoredEvent> holdBack(Connection connection, List<StoredEvent> events) throws SQLException {
        Map<String, Long> stuck = stuck(
                connection,
                events.stream().map(event -> event.event().subject()).collect(Collectors.toSet()));
        if (stuck.isEmpty()) {
            return events;
        }
        List<StoredEvent> free = new ArrayList<>();
        List<StoredEvent> held = new ArrayList<>();
        for (StoredEvent event : events) {
            Long first = stuck.get(event.event().subject());
            (first != null && event.position().offset() > first ? held : free).add(event);
        }
        keep(connection, held);
        return free;
    }

    /** Offset of the first stuck event of each subject that has one. */
    private static Map<String, Long> stuck(Connection connection, Set<String> subjects) throws SQLException {
        String sql =
                """
                SELECT q.subject, min(q.src_offset) FROM unnest(?) AS n(subject)
                JOIN quarantine q ON q.subject = n.subject WHERE q.stuck GROUP BY q.subject
                """;
        Map<String, Long> stuck = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new SqlArrays(connection, statement).texts(subjects, subject -> subject);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    stuck.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return stuck;
    }

    private static void keep(Connection connection, Collection<StoredEvent> held) throws SQLException {
        String sql =
                """
                INSERT INTO waiting (topic, src_partition, src_offset, subject, source, id, type, county, attributes,
                                     payload, payload_hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (StoredEvent event : held) {
                statement.setString(1, event.position().topic());
                statement.setInt(2, event.position().partition());
                statement.setLong(3, event.position().offset());
                statement.setString(4, event.event().subject());
                statement.setString(5, event.event().stamp().source());
                statement.setString(6, event.event().stamp().id());
                statement.setString(7, event.type());
                statement.setString(8, event.event().county());
                statement.setBytes(9, KeptRecord.attributes(Envelope.of(event)));
                // Data may hold what a text of PostgreSQL cannot; whether it can be applied is found out when it is.
                statement.setBytes(10, event.data().getBytes(StandardCharsets.UTF_8));
                statement.setLong(11, event.payloadHash());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Takes everything that waits of a subject out, in order. */
    List<Waiting> take(Connection connection, String topic, int partition, String subject) throws SQLException {
        String sql =
                """
                WITH taken AS (DELETE FROM waiting WHERE topic = ? AND src_partition = ? AND subject = ? RETURNING *)
                SELECT src_offset, attributes, payload, payload_hash FROM taken ORDER BY src_offset
                """;
        List<Waiting> taken = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, topic);
            statement.setInt(2, partition);
            statement.setString(3, subject);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Position position = new Position(topic, partition, row.getLong(1));
                    taken.add(new Waiting(new KeptRecord(position, row.getBytes(2), row.getBytes(3)), row.getLong(4)));
                }
            }
        }
        return taken;
    }

    /** @param payloadHash over what the event said when it came */
    record Waiting(KeptRecord record, long payloadHash) {}
}
