package io.countywatch.alert.delivery;

import io.countywatch.alert.evaluation.Database;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The outbox table. All times are the database's. */
@Singleton
class OutboxStore {

    // Only the oldest open row of an alert and sink is taken: one in flight, so order holds whoever sends.
    // What is inhibited waits for its source.
    private static final String CLAIM =
            """
            UPDATE outbox SET claimed_by = ?, claimed_until = clock_timestamp() + make_interval(secs => ?),
                   attempts = attempts + 1
             WHERE id IN (
                   SELECT o.id FROM outbox o
                    WHERE o.done_at IS NULL AND (o.claimed_until IS NULL OR o.claimed_until < clock_timestamp())
                      AND NOT EXISTS (SELECT 1 FROM outbox e
                                       WHERE e.done_at IS NULL AND e.sink = o.sink AND e.alert = o.alert
                                         AND e.id < o.id)
                      AND NOT EXISTS (SELECT 1 FROM outbox s
                                       WHERE s.done_at IS NULL AND s.sink = o.sink AND s.notification = o.waits_for)
                    ORDER BY o.id LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING id, sink, alert, notification, payload
            """;
    private static final String DONE = "UPDATE outbox SET done_at = clock_timestamp() WHERE id = ANY (?)";
    private static final String RETRY =
            "UPDATE outbox SET claimed_until = clock_timestamp() + make_interval(secs => ?) WHERE id = ANY (?)";
    private static final String PURGE =
            "DELETE FROM outbox WHERE done_at < clock_timestamp() - make_interval(secs => ?)";

    private static final String OLDEST =
            """
            SELECT coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0) FROM outbox
             WHERE done_at IS NULL
            """;

    private final Database database;

    OutboxStore(Database database) {
        this.database = database;
    }

    /** Something to send. */
    record Row(long id, String sink, String alert, String notification, String payload) {}

    /** Claims the oldest open rows, at most one an alert and sink. */
    List<Row> claim(String owner, Duration claim, int limit) {
        return database.inTransaction(connection -> {
            List<Row> rows = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
                statement.setString(1, owner);
                statement.setDouble(2, seconds(claim));
                statement.setInt(3, limit);
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        rows.add(new Row(
                                result.getLong(1),
                                result.getString(2),
                                result.getString(3),
                                result.getString(4),
                                result.getString(5)));
                    }
                }
            }
            rows.sort(Comparator.comparingLong(Row::id));
            return rows;
        });
    }

    /** Marks rows that Kafka has acknowledged. */
    void done(List<Long> ids) {
        update(DONE, null, ids);
    }

    /** Frees rows that could not be sent, for a later turn. */
    void retryLater(List<Long> ids, Duration pause) {
        update(RETRY, pause, ids);
    }

    /** Deletes rows that were delivered long ago. */
    void purge(Duration keep) {
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PURGE)) {
                statement.setDouble(1, seconds(keep));
                return statement.executeUpdate();
            }
        });
    }

    /** For how many seconds the oldest open row has waited; 0 if none is open. */
    double oldest() {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(OLDEST);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return Math.max(0, row.getDouble(1));
            }
        });
    }

    private void update(String sql, Duration pause, List<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                int index = 1;
                if (pause != null) {
                    statement.setDouble(index++, seconds(pause));
                }
                statement.setArray(index, connection.createArrayOf("bigint", ids.toArray()));
                return statement.executeUpdate();
            }
        });
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
