package io.countywatch.alert.evaluation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/** Puts what is to be told into the outbox, in the transaction that decided it. */
final class OutboxWriter {

    private static final String INSERT_OUTBOX =
            """
            INSERT INTO outbox (sink, alert, notification, payload, waits_for, created_at)
            SELECT sink, alert, notification, payload, waits_for, ?::timestamptz
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                WITH ORDINALITY AS row (sink, alert, notification, payload, waits_for, position)
             ORDER BY position
            """;

    private final Connection connection;

    OutboxWriter(Connection connection) {
        this.connection = connection;
    }

    void write(Instant at, List<Outgoing> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_OUTBOX)) {
            statement.setTimestamp(1, Timestamp.from(at));
            SqlArrays.set(statement, 2, "text", rows, Outgoing::sink);
            SqlArrays.set(statement, 3, "text", rows, Outgoing::alert);
            SqlArrays.set(statement, 4, "text", rows, Outgoing::notification);
            SqlArrays.set(statement, 5, "text", rows, Outgoing::payload);
            SqlArrays.set(statement, 6, "text", rows, Outgoing::waitsFor);
            statement.executeUpdate();
        }
    }
}
