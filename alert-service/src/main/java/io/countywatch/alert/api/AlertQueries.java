package io.countywatch.alert.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.evaluation.Database;
import io.countywatch.alert.evaluation.Provisional;
import io.countywatch.alert.startup.Json;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the evaluator has written of alerts. */
@Singleton
class AlertQueries {

    private static final String ALERTS =
            """
            SELECT view, revision, updated_at FROM alert
             WHERE unit = ANY (?) AND state = ANY (?)
               AND (?::text IS NULL OR severity = ?) AND (?::text IS NULL OR rule = ?)
               AND (?::text IS NULL OR unit = ?) AND (?::text IS NULL OR province = ?)
               AND (?::text IS NULL OR id > ?)
             ORDER BY id LIMIT ?
            """;
    private static final String ALERT = "SELECT view, revision, updated_at FROM alert WHERE id = ? AND unit = ANY (?)";
    private static final String HISTORY =
            """
            SELECT t.sequence, t.episode, t.day, t.kind, t.state, k.decided_at, t.told,
                   (SELECT max(day) FROM tick WHERE assessments > 0) AS through
              FROM transition t JOIN tick k ON k.id = t.tick
             WHERE t.alert = ? AND t.sequence > ? ORDER BY t.sequence LIMIT ?
            """;

    private final Database database;

    AlertQueries(Database database) {
        this.database = database;
    }

    /** What alerts to list; null takes all. */
    record Filter(List<String> states, String severity, String county, String province, String rule) {}

    /** Codes of all units that there ever was an alert of. */
    List<String> units() {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT DISTINCT unit FROM alert");
                    ResultSet rows = statement.executeQuery()) {
                List<String> units = new ArrayList<>();
                while (rows.next()) {
                    units.add(rows.getString(1));
                }
                return units;
            }
        });
    }

    List<JsonNode> alerts(List<String> visible, Filter filter, String after, int limit) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ALERTS)) {
                statement.setArray(1, connection.createArrayOf("text", visible.toArray()));
                statement.setArray(
                        2, connection.createArrayOf("text", filter.states().toArray()));
                int index = 3;
                for (String value :
                        new String[] {filter.severity(), filter.rule(), filter.county(), filter.province(), after}) {
                    statement.setString(index++, value);
                    statement.setString(index++, value);
                }
                statement.setInt(index, limit);
                return views(statement);
            }
        });
    }

    Optional<JsonNode> alert(List<String> visible, String id) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ALERT)) {
                statement.setString(1, id);
                statement.setArray(2, connection.createArrayOf("text", visible.toArray()));
                return views(statement).stream().findFirst();
            }
        });
    }

    List<JsonNode> history(String id, long after, int limit) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(HISTORY)) {
                statement.setString(1, id);
                statement.setLong(2, after);
                statement.setInt(3, limit);
                List<JsonNode> transitions = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        ObjectNode told = (ObjectNode) Json.tree(rows.getString(7));
                        told.put(
                                "provisional",
                                Provisional.is(
                                        rows.getObject(3, LocalDate.class),
                                        rows.getObject("through", LocalDate.class)));
                        told.put("sequence", rows.getLong(1));
                        told.put("transition", rows.getString(4));
                        told.put("notification", id + "#" + rows.getLong(1));
                        told.put("decidedAt", rows.getTimestamp(6).toInstant().toString());
                        transitions.add(told);
                    }
                }
                return transitions;
            }
        });
    }

    /** Up to when everything is evaluated. */
    Freshness freshness() {
        return database.inTransaction(QueryStore::freshness);
    }

    private static List<JsonNode> views(PreparedStatement statement) throws SQLException {
        List<JsonNode> views = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ObjectNode view = (ObjectNode) Json.tree(rows.getString(1));
                view.put("revision", rows.getLong(2));
                view.put("updatedAt", rows.getTimestamp(3).toInstant().toString());
                views.add(view);
            }
        }
        return views;
    }
}
