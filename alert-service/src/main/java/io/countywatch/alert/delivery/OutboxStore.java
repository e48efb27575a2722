package io.countywatch.alert.delivery;

import io.countywatch.alert.evaluation.Database;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The outbox table. All times are the database's. */
@Singleton
class OutboxStore {

    // Only the oldest open row of an alert and sink is taken: one in flight, so order holds whoever sends.
    // What is inhibited waits for its source.
    // What failed before and is a state is sent as it stands by now: nobody needs what was so during an outage. The old
    // row stays open until the newer state is acknowledged, so whoever waits for it still comes after it.
    private static final String CLAIM =
            """
            WITH head AS (
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
            RETURNING id, sink, alert, attempts)
            SELECT head.id, head.attempts, told.id, told.sink, told.alert, told.notification, told.payload,
                   told.traceparent
              FROM head, LATERAL (
                   SELECT n.* FROM outbox n
                    WHERE n.done_at IS NULL AND n.sink = head.sink AND n.alert = head.alert
                      AND (n.id = head.id
                           OR (n.id > head.id AND n.sink = 'county-alert-state' AND head.attempts > 1
                               AND NOT EXISTS (SELECT 1 FROM outbox s
                                                WHERE s.done_at IS NULL AND s.sink = n.sink
                                                  AND s.notification = n.waits_for)))
                    ORDER BY n.id DESC LIMIT 1) AS told
             ORDER BY head.id
            """;
    private static final String DONE =
            """
            UPDATE outbox SET done_at = clock_timestamp(),
                   superseded_by = CASE WHEN outbox.id < row.upto THEN row.notification END
              FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                AS row (id, upto, sink, alert, notification)
             WHERE outbox.sink = row.sink AND outbox.alert = row.alert AND outbox.done_at IS NULL
               AND outbox.id BETWEEN row.id AND row.upto
            """;
    private static final String RETRY =
            """
            UPDATE outbox SET claimed_until = clock_timestamp() + make_interval(secs => row.pause)
              FROM unnest(?::bigint[], ?::float8[]) AS row (id, pause) WHERE outbox.id = row.id
            """;
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

    /**
     * Something to send.
     *
     * @param id of the oldest open row of the alert and sink
     * @param attempts of it, this one included
     * @param upTo of the row whose content it is: all rows up to it are told with it
     * @param traceparent null if it is not traced
     */
    record Row(
            long id,
            int attempts,
            long upTo,
            String sink,
            String alert,
            String notification,
            String payload,
            String traceparent) {}

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
                                result.getInt(2),
                                result.getLong(3),
                                result.getString(4),
                                result.getString(5),
                                result.getString(6),
                                result.getString(7),
                                result.getString(8)));
                    }
                }
            }
            return rows;
        });
    }

    /** Marks what Kafka has acknowledged, with all that it superseded. */
    void done(List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(DONE)) {
                array(statement, 1, "bigint", rows, Row::id);
                array(statement, 2, "bigint", rows, Row::upTo);
                array(statement, 3, "text", rows, Row::sink);
                array(statement, 4, "text", rows, Row::alert);
                array(statement, 5, "text", rows, Row::notification);
                return statement.executeUpdate();
            }
        });
    }

    /**
     * Frees rows that could not be sent, for a later turn.
     *
     * @param pause how long a row waits
     */
    void retryLater(List<Row> rows, Function<Row, Duration> pause) {
        if (rows.isEmpty()) {
            return;
        }
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RETRY)) {
                array(statement, 1, "bigint", rows, Row::id);
                array(statement, 2, "float8", rows, row -> seconds(pause.apply(row)));
                return statement.executeUpdate();
            }
        });
    }

    private static void array(
            PreparedStatement statement, int index, String type, List<Row> rows, Function<Row, Object> column)
            throws SQLException {
        statement.setArray(
                index,
                statement
                        .getConnection()
                        .createArrayOf(type, rows.stream().map(column).toArray()));
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

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
