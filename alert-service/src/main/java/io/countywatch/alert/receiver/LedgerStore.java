package io.countywatch.alert.receiver;

import io.countywatch.alert.notification.Labels;
import io.countywatch.alert.notification.Ledger;
import io.countywatch.alert.notification.Told;
import io.countywatch.alert.startup.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What each receiver was told of each group, and who is at it. Used within a transaction; all times are the database's. */
final class LedgerStore {

    private static final String ALL =
            """
            SELECT receiver, route, labels, told, sequence, tried, told_at, news_at, not_before, attempts, due_at
              FROM notification_group
            """;
    private static final String SCHEDULE =
            """
            INSERT INTO notification_group (receiver, group_key, route, labels, news_at, due_at)
            SELECT receiver, group_key, route, labels::jsonb, news_at, due_at
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                AS row (receiver, group_key, route, labels, news_at, due_at)
             ORDER BY receiver, group_key
            ON CONFLICT (receiver, group_key) DO UPDATE SET news_at = excluded.news_at, due_at = excluded.due_at
            """;
    private static final String CLAIM =
            """
            UPDATE notification_group
               SET claimed_by = ?, claimed_until = clock_timestamp() + make_interval(secs => ?)
             WHERE (receiver, group_key) IN (
                   SELECT receiver, group_key FROM notification_group
                    WHERE due_at <= clock_timestamp() AND receiver <> ALL (?)
                      AND (claimed_until IS NULL OR claimed_until < clock_timestamp())
                    ORDER BY due_at, receiver, group_key LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING receiver, route, labels, told, sequence, tried, told_at, news_at, not_before, attempts, due_at
            """;
    // Only who holds the claim writes: an attempt that outlived it does not know any more what the receiver knows.
    private static final String KEEP =
            """
            UPDATE notification_group
               SET told = ?::jsonb, sequence = ?, tried = ?, told_at = ?, news_at = ?, due_at = ?, not_before = ?, attempts = ?,
                   claimed_by = CASE WHEN ? THEN claimed_by END, claimed_until = CASE WHEN ? THEN claimed_until END
             WHERE receiver = ? AND group_key = ? AND claimed_by = ?
            """;
    private static final String OLDEST =
            """
            SELECT receiver, extract(epoch FROM clock_timestamp() - min(news_at)) FROM notification_group
             WHERE news_at IS NOT NULL GROUP BY receiver
            """;

    private final Connection connection;

    LedgerStore(Connection connection) {
        this.connection = connection;
    }

    /** A ledger and when it is to be looked at, null for never. */
    record Row(Ledger ledger, Instant dueAt) {}

    /** The database's time. */
    Instant now() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT clock_timestamp()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Columns.instant(row, 1);
        }
    }

    /** All groups of which a receiver was ever to be told. */
    List<Row> all() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALL)) {
            return rows(statement);
        }
    }

    /** Sets when groups are to be looked at. What is under way is looked at again afterwards anyway. */
    void schedule(List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(SCHEDULE)) {
            array(statement, 1, "text", rows, row -> row.ledger().receiver());
            array(statement, 2, "text", rows, row -> row.ledger().key());
            array(statement, 3, "text", rows, row -> row.ledger().route());
            array(statement, 4, "text", rows, row -> Json.write(row.ledger().labels()));
            array(
                    statement,
                    5,
                    "timestamptz",
                    rows,
                    row -> Columns.timestamp(row.ledger().newsAt()));
            array(statement, 6, "timestamptz", rows, row -> Columns.timestamp(row.dueAt()));
            statement.executeUpdate();
        }
    }

    /** Claims groups that are due, the longest first, but none of the receivers that are busy. */
    List<Row> claim(String claim, Duration life, Collection<String> busy, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, claim);
            statement.setDouble(2, Columns.seconds(life));
            statement.setArray(3, connection.createArrayOf("text", busy.toArray()));
            statement.setInt(4, most);
            return rows(statement);
        }
    }

    /** Writes a claimed group and lets go of it, or keeps the claim; false if the claim is lost. */
    boolean keep(String claim, Row row, boolean stillClaimed) throws SQLException {
        Ledger ledger = row.ledger();
        try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
            statement.setString(1, Json.write(ledger.told()));
            statement.setLong(2, ledger.sequence());
            statement.setString(3, ledger.tried());
            statement.setTimestamp(4, Columns.timestamp(ledger.toldAt()));
            statement.setTimestamp(5, Columns.timestamp(ledger.newsAt()));
            statement.setTimestamp(6, Columns.timestamp(row.dueAt()));
            statement.setTimestamp(7, Columns.timestamp(ledger.notBefore()));
            statement.setInt(8, ledger.attempts());
            statement.setBoolean(9, stillClaimed);
            statement.setBoolean(10, stillClaimed);
            statement.setString(11, ledger.receiver());
            statement.setString(12, ledger.key());
            statement.setString(13, claim);
            return statement.executeUpdate() == 1;
        }
    }

    /** For how many seconds the oldest news of each receiver have waited; receivers that know everything are absent. */
    Map<String, Double> oldest() throws SQLException {
        Map<String, Double> oldest = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(OLDEST);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                oldest.put(row.getString(1), row.getDouble(2));
            }
        }
        return oldest;
    }

    private static List<Row> rows(PreparedStatement statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Map<String, String> labels = new HashMap<>();
                Json.tree(row.getString("labels"))
                        .properties()
                        .forEach(label ->
                                labels.put(label.getKey(), label.getValue().asText()));
                Ledger ledger = new Ledger(
                        row.getString("receiver"),
                        row.getString("route"),
                        Labels.of(labels),
                        Arrays.asList(Json.read(row.getString("told"), Told[].class)),
                        row.getLong("sequence"),
                        row.getString("tried"),
                        Columns.instant(row, "told_at"),
                        Columns.instant(row, "news_at"),
                        Columns.instant(row, "not_before"),
                        row.getInt("attempts"));
                rows.add(new Row(ledger, Columns.instant(row, "due_at")));
            }
        }
        return rows;
    }

    private <T> void array(
            PreparedStatement statement, int index, String type, List<T> rows, Function<T, Object> column)
            throws SQLException {
        statement.setArray(
                index, connection.createArrayOf(type, rows.stream().map(column).toArray()));
    }
}
