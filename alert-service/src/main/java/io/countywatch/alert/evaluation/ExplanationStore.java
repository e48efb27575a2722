package io.countywatch.alert.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a decision was made of. */
final class ExplanationStore {

    private static final int NOTIFICATIONS = 20;

    private static final String JUDGED =
            """
            SELECT j.day, j.verdict, j.facts, j.remark, k.id, k.epoch, k.decided_at, k.snapshot, k.rule_set,
                   k.revisions ->> ? AS revision, a.detail
              FROM judgement j JOIN tick k ON k.id = j.tick
              LEFT JOIN assessment a ON a.unit = ? AND a.plan = j.plan AND a.day = j.day
             WHERE j.alert = ? AND j.day <= ? ORDER BY j.day DESC LIMIT 1
            """;
    private static final String RULE =
            """
            SELECT rule FROM rule_set, jsonb_array_elements(rules) AS rule WHERE hash = ? AND rule ->> 'id' = ?
            """;
    private static final String SENT =
            """
            SELECT * FROM (
                   (SELECT notification, sink, created_at AS at, done_at, attempts, waits_for FROM outbox
                     WHERE alert = ? ORDER BY id DESC LIMIT ?)
                   UNION ALL
                   (SELECT id, receiver, first_tried_at, acknowledged_at, attempts, NULL FROM notification
                     WHERE alerts @> ARRAY[?::text] ORDER BY first_tried_at DESC LIMIT ?)) sent
             ORDER BY at DESC
            """;

    private final Connection connection;

    ExplanationStore(Connection connection) {
        this.connection = connection;
    }

    /** A judgement as it was kept. */
    record Judged(LocalDate day, String verdict, String facts, String ruleSet, Explanation.Inputs inputs) {}

    Optional<Judged> judged(String alert, LocalDate asOf) throws SQLException {
        String unit = AlertId.parse(alert).unit();
        try (PreparedStatement statement = connection.prepareStatement(JUDGED)) {
            statement.setString(1, unit);
            statement.setString(2, unit);
            statement.setString(3, alert);
            statement.setObject(4, asOf);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String revision = row.getString("revision");
                String assessment = row.getString("detail");
                Explanation.Inputs inputs = new Explanation.Inputs(
                        row.getString("snapshot"),
                        row.getLong("id"),
                        row.getLong("epoch"),
                        row.getTimestamp("decided_at").toInstant(),
                        revision == null ? null : Long.valueOf(revision),
                        Json.tree(row.getString("facts")),
                        row.getString("remark"),
                        assessment == null ? null : Json.tree(assessment));
                return Optional.of(new Judged(
                        row.getObject("day", LocalDate.class),
                        row.getString("verdict"),
                        row.getString("facts"),
                        row.getString("rule_set"),
                        inputs));
            }
        }
    }

    JsonNode rule(String ruleSet, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RULE)) {
            statement.setString(1, ruleSet);
            statement.setString(2, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("the rules of a decision are gone");
                }
                return Json.tree(row.getString(1));
            }
        }
    }

    Optional<StoredAlert> alert(String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT memory, before, day, sequence, revision, beside FROM alert WHERE id = ?")) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Alert alert = new Alert(
                        AlertId.parse(id),
                        Json.read(row.getString(1), Memory.class),
                        Json.list(row.getString(2), Past.class),
                        row.getObject(3, LocalDate.class),
                        row.getLong(4));
                return Optional.of(new StoredAlert(alert, row.getLong(5), Json.read(row.getString(6), Beside.class)));
            }
        }
    }

    List<Explanation.Notification> notifications(AlertId id) throws SQLException {
        List<Explanation.Notification> sent = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SENT)) {
            statement.setString(1, id.toString());
            statement.setInt(2, NOTIFICATIONS);
            statement.setString(3, id.toString());
            statement.setInt(4, NOTIFICATIONS);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Timestamp done = row.getTimestamp(4);
                    sent.add(new Explanation.Notification(
                            row.getString(1),
                            row.getString(2),
                            row.getTimestamp(3).toInstant(),
                            done == null ? null : done.toInstant(),
                            row.getInt(5),
                            row.getString(6)));
                }
            }
        }
        return sent;
    }
}
