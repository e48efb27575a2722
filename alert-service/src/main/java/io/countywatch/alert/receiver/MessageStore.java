package io.countywatch.alert.receiver;

import io.countywatch.alert.notification.Notification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** Log of the messages to receivers, for people and for what explains an alert. Used within a transaction; all times are the database's. */
final class MessageStore {

    private static final String TRYING =
            """
            INSERT INTO notification AS n (id, receiver, group_key, sequence, alerts, firing, first_tried_at, attempts)
            VALUES (?, ?, ?, ?, ?, ?, clock_timestamp(), 1)
            ON CONFLICT (receiver, id) DO UPDATE SET attempts = n.attempts + 1
            """;
    private static final String TRIED =
            """
            UPDATE notification SET outcome = ?, acknowledged_at = CASE WHEN ? THEN clock_timestamp() END
             WHERE receiver = ? AND id = ?
            """;
    private static final String PURGE =
            "DELETE FROM notification WHERE first_tried_at < clock_timestamp() - make_interval(secs => ?)";

    private final Connection connection;

    MessageStore(Connection connection) {
        this.connection = connection;
    }

    /** Logs that a message goes out. */
    void trying(Notification notification) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRYING)) {
            statement.setString(1, notification.id());
            statement.setString(2, notification.receiver());
            statement.setString(3, notification.groupKey());
            statement.setLong(4, notification.sequence());
            statement.setArray(
                    5, connection.createArrayOf("text", notification.alerts().toArray()));
            statement.setBoolean(6, notification.firing());
            statement.executeUpdate();
        }
    }

    /** Logs what became of it. */
    void tried(Notification notification, Outcome outcome) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRIED)) {
            statement.setString(1, outcome.detail());
            statement.setBoolean(2, outcome.kind() == Outcome.Kind.ACKNOWLEDGED);
            statement.setString(3, notification.receiver());
            statement.setString(4, notification.id());
            statement.executeUpdate();
        }
    }

    void purge(Duration keep) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PURGE)) {
            statement.setDouble(1, Columns.seconds(keep));
            statement.executeUpdate();
        }
    }
}
