package io.countywatch.metrics.quarantine;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.http.UnreadableException;
import io.countywatch.metrics.reading.Progress;
import io.countywatch.metrics.reading.Reading;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Reads the quarantine of the caller's counties, which the database itself sees to, and keeps decisions. */
@Singleton
class StuckStore {

    private static final String ITEM =
            """
            SELECT q.src_partition || ':' || q.src_offset, q.subject, q.source, q.id, q.type, q.county, q.reason, q.detail,
                   q.first_seen, q.stuck,
                   (SELECT count(*) FROM waiting w
                    WHERE q.stuck AND w.subject = q.subject AND w.src_partition = q.src_partition
                      AND w.src_offset > q.src_offset),
                   r.action, r.reason, r.caller, q.outcome
            FROM quarantine q LEFT JOIN publication.repair r USING (topic, src_partition, src_offset)
            WHERE q.topic = ?
            """;

    private final Reading reading;
    private final AgroalDataSource dataSource;

    StuckStore(Reading reading, AgroalDataSource dataSource) {
        this.reading = reading;
        this.dataSource = dataSource;
    }

    /** The newest first. @param before null for the first page */
    List<Quarantined> list(boolean stuckOnly, Key before, int limit) {
        String sql = ITEM + (stuckOnly ? " AND q.stuck" : "")
                + (before == null ? "" : " AND (q.first_seen, q.src_partition, q.src_offset) < (?, ?, ?)")
                + " ORDER BY q.first_seen DESC, q.src_partition DESC, q.src_offset DESC LIMIT ?";
        return reading.of("the quarantine", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                int at = 0;
                statement.setString(++at, Progress.TOPIC);
                if (before != null) {
                    statement.setObject(++at, OffsetDateTime.ofInstant(before.firstSeen(), ZoneOffset.UTC));
                    statement.setInt(++at, before.partition());
                    statement.setLong(++at, before.offset());
                }
                statement.setInt(++at, limit);
                return items(statement);
            }
        });
    }

    /** Null if there is none in the caller's counties. */
    Quarantined one(int partition, long offset) {
        return reading.of("the quarantine", connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(ITEM + " AND q.src_partition = ? AND q.src_offset = ?")) {
                statement.setString(1, Progress.TOPIC);
                statement.setInt(2, partition);
                statement.setLong(3, offset);
                List<Quarantined> items = items(statement);
                return items.isEmpty() ? null : items.get(0);
            }
        });
    }

    private static List<Quarantined> items(PreparedStatement statement) throws SQLException {
        List<Quarantined> items = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                items.add(new Quarantined(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getObject(9, OffsetDateTime.class).toInstant(),
                        row.getBoolean(10),
                        row.getLong(11),
                        row.getString(12),
                        row.getString(13),
                        row.getString(14),
                        row.getString(15)));
            }
        }
        return items;
    }

    /** A later decision about the same event replaces an earlier one; every version of the projection carries it out. */
    void decide(int partition, long offset, Action action, String reason, String caller) {
        String sql =
                """
                INSERT INTO publication.repair AS r (topic, src_partition, src_offset, action, reason, caller)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (topic, src_partition, src_offset) DO UPDATE
                SET action = excluded.action, reason = excluded.reason, caller = excluded.caller, at = clock_timestamp()
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, Progress.TOPIC);
            statement.setInt(2, partition);
            statement.setLong(3, offset);
            statement.setString(4, action.name());
            statement.setString(5, reason);
            statement.setString(6, caller);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new UnreadableException("a decision", e);
        }
    }

    /** What may be decided about a stuck event. */
    enum Action {
        retry,
        discard
    }

    /** Place in the list. */
    record Key(Instant firstSeen, int partition, long offset) {}
}
