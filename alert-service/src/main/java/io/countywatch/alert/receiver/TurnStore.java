package io.countywatch.alert.receiver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whose turn it is to compare all alerts with what all receivers were told. Used within a transaction; times are the database's. */
final class TurnStore {

    // One replica looks at a time, and only if something may have changed. What is told of alerts always has a row in
    // the outbox, written in the same transaction, and these transactions come one after the other.
    private static final String LOOK =
            """
            SELECT (SELECT coalesce(max(id), 0) FROM outbox), clock_timestamp() FROM notification_look
             WHERE name = 'receivers'
               AND (seen <> (SELECT coalesce(max(id), 0) FROM outbox)
                    OR looked_at < clock_timestamp() - make_interval(secs => ?))
               FOR UPDATE SKIP LOCKED
            """;
    private static final String LOOKED =
            "UPDATE notification_look SET seen = ?, looked_at = clock_timestamp() WHERE name = 'receivers'";

    private final Connection connection;

    TurnStore(Connection connection) {
        this.connection = connection;
    }

    /** A turn at comparing everything. */
    record Look(long latest, Instant now) {}

    /** Empty if nothing has changed or another replica is at it. */
    Optional<Look> look(Duration heal) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setDouble(1, Columns.seconds(heal));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Look(row.getLong(1), Columns.instant(row, 2))) : Optional.empty();
            }
        }
    }

    void looked(Look look) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOOKED)) {
            statement.setLong(1, look.latest());
            statement.executeUpdate();
        }
    }
}
