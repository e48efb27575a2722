package io.countywatch.metrics.receipts;

import io.countywatch.metrics.http.Problem;
import io.countywatch.metrics.http.UnreadableException;
import io.countywatch.metrics.projection.EventKey;
import io.countywatch.metrics.reading.Reading;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks events up by their identity. */
@Singleton
class ReceiptStore {

    private static final int LONGEST_SECONDS = 5;
    private static final String CANCELLED = "57014";

    private final Reading reading;

    ReceiptStore(Reading reading) {
        this.reading = reading;
    }

    /**
     * Stored events of an identity, the first recorded first.
     *
     * @param subject null: look at every subject's, for at most 5 s
     */
    List<Stored> stored(String subject, String source, String id) {
        String sql =
                """
                SELECT subject, type, county, recorded, src_partition, src_offset FROM household_event
                WHERE source = ? AND id = ?
                """;
        List<Stored> stored = new ArrayList<>();
        try {
            return reading.of("a receipt", connection -> {
                try (PreparedStatement statement = connection.prepareStatement(
                        subject == null
                                ? sql + "ORDER BY recorded"
                                : sql + "AND subject_key = ? AND event_key = ? AND subject = ?")) {
                    statement.setQueryTimeout(LONGEST_SECONDS);
                    statement.setString(1, source);
                    statement.setString(2, id);
                    if (subject != null) {
                        EventKey key = EventKey.of(subject, source, id);
                        statement.setLong(3, key.subject());
                        statement.setLong(4, key.event());
                        statement.setString(5, subject);
                    }
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            stored.add(new Stored(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getTimestamp(4).toInstant(),
                                    row.getInt(5) + ":" + row.getLong(6)));
                        }
                    }
                    return stored;
                }
            });
        } catch (UnreadableException e) {
            if (CANCELLED.equals(((SQLException) e.getCause()).getSQLState())) {
                throw Problem.unavailable("there are too many events to look through: name the subject");
            }
            throw e;
        }
    }

    /** What waits of an identity in the caller's counties, oldest first. @param subject null if not known */
    List<Waiting> waiting(String subject, String source, String id) {
        String sql =
                """
                SELECT w.type, w.county, w.src_partition || ':' || w.src_offset,
                       w.src_partition || ':' || coalesce((
                         SELECT max(q.src_offset) FROM quarantine q
                         WHERE q.stuck AND q.subject = w.subject AND q.src_partition = w.src_partition
                           AND q.src_offset < w.src_offset)::text, '?')
                FROM waiting w WHERE w.source = ? AND w.id = ? AND (?::text IS NULL OR w.subject = ?)
                ORDER BY w.src_partition, w.src_offset
                """;
        List<Waiting> waiting = new ArrayList<>();
        return reading.of("a receipt", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, source);
                statement.setString(2, id);
                statement.setString(3, subject);
                statement.setString(4, subject);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        waiting.add(
                                new Waiting(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
                    }
                }
                return waiting;
            }
        });
    }

    /** What is in quarantine under an identity, oldest first. */
    List<Quarantined> quarantined(String subject, String source, String id) {
        String sql =
                """
                SELECT type, src_partition, src_offset, reason FROM quarantine
                WHERE source = ? AND id = ? AND (?::text IS NULL OR subject = ?) ORDER BY first_seen
                """;
        List<Quarantined> quarantined = new ArrayList<>();
        return reading.of("a receipt", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, source);
                statement.setString(2, id);
                statement.setString(3, subject);
                statement.setString(4, subject);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        quarantined.add(new Quarantined(
                                row.getString(1), row.getInt(2) + ":" + row.getLong(3), row.getString(4)));
                    }
                }
                return quarantined;
            }
        });
    }

    /** @param receipt partition:offset */
    record Stored(String subject, String type, String county, Instant recorded, String receipt) {}

    /** @param behind the receipt of what it waits for */
    record Waiting(String type, String county, String receipt, String behind) {}

    /** @param receipt partition:offset */
    record Quarantined(String type, String receipt, String reason) {}
}
