package io.countywatch.alert.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.evaluation.Database;
import io.countywatch.alert.startup.Json;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** Reads the log of transitions from a position on. */
@Singleton
class StreamStore {

    // The scope is part of the question: what a caller may not see never leaves the database.
    private static final String AFTER =
            """
            SELECT t.position, t.alert, t.sequence, t.kind, k.decided_at, t.told
              FROM transition t JOIN tick k ON k.id = t.tick
             WHERE t.position > ? AND split_part(t.alert, ':', 2) = ANY (?)
             ORDER BY t.position LIMIT ?
            """;
    private static final String END = "SELECT coalesce(max(position), 0) FROM transition";

    private final Database database;

    StreamStore(Database database) {
        this.database = database;
    }

    /** A transition with its position in the log. */
    record Told(long position, ObjectNode transition) {}

    List<Told> after(long position, List<String> visible, int limit) {
        return database.inTransaction(connection -> {
            List<Told> told = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(AFTER)) {
                statement.setLong(1, position);
                statement.setArray(2, connection.createArrayOf("text", visible.toArray()));
                statement.setInt(3, limit);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        ObjectNode transition = (ObjectNode) Json.tree(rows.getString(6));
                        transition.put("sequence", rows.getLong(3));
                        transition.put("transition", rows.getString(4));
                        transition.put("notification", rows.getString(2) + "#" + rows.getLong(3));
                        transition.put(
                                "decidedAt", rows.getTimestamp(5).toInstant().toString());
                        told.add(new Told(rows.getLong(1), transition));
                    }
                }
            }
            return told;
        });
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
