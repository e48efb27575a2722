package io.countywatch.alert.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Memory;
import io.countywatch.alert.lifecycle.Past;
import io.countywatch.alert.startup.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Alerts as they stand, and their transitions. */
final class AlertStore {

    private static final String UPSERT_ALERTS =
            """
            INSERT INTO alert (id, rule, unit, measure, province, state, severity, day, sequence, revision, memory,
                               before, view, beside, updated_at)
            SELECT id, rule, unit, measure, province, state, severity, day, sequence, revision, memory::jsonb,
                   before::jsonb, view::jsonb, beside::jsonb, ?::timestamptz
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::date[],
                          ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS row (id, rule, unit, measure, province, state, severity, day, sequence, revision, memory, before,
                        view, beside)
            ON CONFLICT (id) DO UPDATE
               SET state = excluded.state, severity = excluded.severity, day = excluded.day,
                   sequence = excluded.sequence, revision = excluded.revision, memory = excluded.memory,
                   before = excluded.before, view = excluded.view,
                   beside = excluded.beside, updated_at = excluded.updated_at
            """;

    private static final String INSERT_TRANSITIONS =
            """
            INSERT INTO transition (alert, sequence, episode, day, kind, state, tick, told)
            SELECT alert, sequence, episode, day, kind, state, ?::bigint, told::jsonb
              FROM unnest(?::text[], ?::bigint[], ?::int[], ?::date[], ?::text[], ?::text[], ?::text[])
                AS row (alert, sequence, episode, day, kind, state, told)
            """;

    private static final String RISES =
            """
            SELECT alert, count(*) FROM transition
             WHERE kind IN ('raised', 'fell-back') AND day > ? GROUP BY alert
            """;

    // "||" replaces the fields that stand beside the state and leaves the others.
    private static final String UPDATE_BESIDE =
            """
            UPDATE alert SET revision = alert.revision + 1, updated_at = ?::timestamptz, beside = row.beside::jsonb,
                   view = alert.view || row.told::jsonb
              FROM unnest(?::text[], ?::text[], ?::text[]) AS row (id, beside, told)
             WHERE alert.id = row.id
            RETURNING alert.id, alert.revision, alert.view
            """;

    private final Connection connection;

    AlertStore(Connection connection) {
        this.connection = connection;
    }

    Map<String, StoredAlert> alerts() throws SQLException {
        Map<String, StoredAlert> alerts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT id, memory, before, day, sequence, revision, beside FROM alert");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Alert alert = new Alert(
                        AlertId.parse(rows.getString(1)),
                        Json.read(rows.getString(2), Memory.class),
                        Json.list(rows.getString(3), Past.class),
                        rows.getObject(4, LocalDate.class),
                        rows.getLong(5));
                alerts.put(
                        rows.getString(1),
                        new StoredAlert(alert, rows.getLong(6), Json.read(rows.getString(7), Beside.class)));
            }
        }
        return alerts;
    }

    /** How often each alert rose in the days up to one. */
    Map<String, Integer> rises(LocalDate day) throws SQLException {
        Map<String, Integer> rises = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(RISES)) {
            statement.setObject(1, day.minusDays(Bystanders.FLAPPING_DAYS));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rises.put(rows.getString(1), rows.getInt(2));
                }
            }
        }
        return rises;
    }

    /** Writes what has changed beside the state of alerts, and tells their states. */
    void beside(Map<String, Beside> changes, Instant at) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        List<Outgoing> outgoing = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(UPDATE_BESIDE)) {
            statement.setTimestamp(1, Timestamp.from(at));
            SqlArrays.set(statement, 2, "text", changes.keySet(), id -> id);
            SqlArrays.set(statement, 3, "text", changes.values(), Json::write);
            SqlArrays.set(statement, 4, "text", changes.values(), Beside::told);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ObjectNode view = (ObjectNode) Json.tree(rows.getString(3));
                    outgoing.add(Outgoing.state(rows.getString(1), view, rows.getLong(2), at));
                }
            }
        }
        new OutboxWriter(connection).write(at, outgoing);
    }

    void alerts(Instant at, List<Tick.AlertRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPSERT_ALERTS)) {
            statement.setTimestamp(1, Timestamp.from(at));
            SqlArrays.set(statement, 2, "text", rows, row -> row.alert().id().toString());
            SqlArrays.set(statement, 3, "text", rows, row -> row.alert().id().rule());
            SqlArrays.set(statement, 4, "text", rows, row -> row.alert().id().unit());
            SqlArrays.set(statement, 5, "text", rows, row -> row.alert().id().measure());
            SqlArrays.set(statement, 6, "text", rows, row -> row.view().unit().province());
            SqlArrays.set(
                    statement, 7, "text", rows, row -> row.alert().now().state().name());
            SqlArrays.set(statement, 8, "text", rows, row -> row.view().severity());
            SqlArrays.set(statement, 9, "date", rows, row -> row.alert().day());
            SqlArrays.set(statement, 10, "bigint", rows, row -> row.alert().sequence());
            SqlArrays.set(statement, 11, "bigint", rows, Tick.AlertRow::revision);
            SqlArrays.set(
                    statement, 12, "text", rows, row -> Json.write(row.alert().now()));
            SqlArrays.set(
                    statement, 13, "text", rows, row -> Json.write(row.alert().past()));
            SqlArrays.set(statement, 14, "text", rows, row -> seen(row.view(), row.beside()));
            SqlArrays.set(statement, 15, "text", rows, row -> Json.write(row.beside()));
            statement.executeUpdate();
        }
    }

    void transitions(long tick, List<Tick.TransitionRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_TRANSITIONS)) {
            statement.setLong(1, tick);
            SqlArrays.set(
                    statement, 2, "text", rows, row -> row.transition().id().toString());
            SqlArrays.set(statement, 3, "bigint", rows, row -> row.transition().sequence());
            SqlArrays.set(statement, 4, "int", rows, row -> row.transition().episode());
            SqlArrays.set(statement, 5, "date", rows, row -> row.transition().day());
            SqlArrays.set(statement, 6, "text", rows, row -> row.transition().kind());
            SqlArrays.set(
                    statement, 7, "text", rows, row -> row.transition().to().name());
            SqlArrays.set(statement, 8, "text", rows, row -> Outgoing.data(row.transition(), row.view(), row.beside())
                    .toString());
            statement.executeUpdate();
        }
    }

    private static String seen(AlertView view, Beside beside) {
        return beside.into((ObjectNode) Json.tree(Json.write(view))).toString();
    }
}
