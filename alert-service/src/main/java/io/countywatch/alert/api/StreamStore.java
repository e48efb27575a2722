package io.countywatch.alert.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.evaluation.Database;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.startup.Json;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads the log of transitions from a position on. */
@Singleton
class StreamStore {

    private static final String AFTER =
            """
            SELECT t.position, t.alert, t.sequence, t.kind, k.decided_at, t.told
              FROM transition t JOIN tick k ON k.id = t.tick
             WHERE t.position > ? ORDER BY t.position LIMIT ?
            """;
    private static final String MISSED =
            """
            SELECT t.position, t.alert, t.sequence, t.kind, k.decided_at, t.told
              FROM transition t JOIN tick k ON k.id = t.tick
             WHERE t.position > ? AND t.position <= ? AND split_part(t.alert, ':', 2) = ANY (?)
             ORDER BY t.position
            """;
    private static final String END = "SELECT coalesce(max(position), 0) FROM transition";

    private final Database database;

    StreamStore(Database database) {
        this.database = database;
    }

    /**
     * A transition with its position in the log.
     *
     * @param transition shared by all who read it: to be copied by whoever changes it
     */
    record Told(long position, String unit, ObjectNode transition) {}

    /** The next transitions of all units; for one who shares them out by scope. */
    List<Told> after(long position, int limit) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(AFTER)) {
                statement.setLong(1, position);
                statement.setInt(2, limit);
                return told(statement);
            }
        });
    }

    /** The transitions of some units after a position and up to another. Both bound what is read, whoever asks. */
    List<Told> between(long after, long upTo, Collection<String> visible) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(MISSED)) {
                statement.setLong(1, after);
                statement.setLong(2, upTo);
                statement.setArray(3, connection.createArrayOf("text", visible.toArray()));
                return told(statement);
            }
        });
    }

    private static List<Told> told(PreparedStatement statement) throws SQLException {
        List<Told> told = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String alert = rows.getString(2);
                ObjectNode transition = (ObjectNode) Json.tree(rows.getString(6));
                transition.put("sequence", rows.getLong(3));
                transition.put("transition", rows.getString(4));
                transition.put("notification", alert + "#" + rows.getLong(3));
                transition.put("decidedAt", rows.getTimestamp(5).toInstant().toString());
                told.add(new Told(rows.getLong(1), AlertId.parse(alert).unit(), transition));
            }
        }
        return told;
    }

    /** The position of the latest transition; 0 if there is none. */
    long end() {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(END);
                    ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}
