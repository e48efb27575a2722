package io.countywatch.metrics.projection;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Folded states by subject. */
@Singleton
class StateStore {

    /**
     * Those that there are. Not {@code = ANY}, which looks for every subject in every partition; and laterally with an
     * OFFSET, which leaves the planner nothing but the index, where an empty table's statistics would make it read all.
     */
    Map<String, FoldedSubject> read(Connection connection, Collection<String> subjects) throws SQLException {
        String sql =
                """
                SELECT n.subject, state, (extract(epoch FROM last_time) * 1000000)::bigint, last_sequence,
                       (extract(epoch FROM last_recorded) * 1000000)::bigint, retractions
                FROM unnest(?) AS n(subject)
                CROSS JOIN LATERAL (SELECT * FROM household_state h WHERE h.subject = n.subject OFFSET 0) AS state
                """;
        Map<String, FoldedSubject> states = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<String> sorted = subjects.stream().sorted().toList();
            new SqlArrays(connection, statement).texts(sorted, subject -> subject);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    states.put(
                            row.getString(1),
                            new FoldedSubject(
                                    StateCodec.read(row.getString(2)),
                                    SqlArrays.instant(row.getLong(3)),
                                    row.getLong(4),
                                    SqlArrays.instant(row.getLong(5)),
                                    row.getBoolean(6)));
                }
            }
        }
        return states;
    }

    int write(Connection connection, Map<String, FoldedSubject> states) throws SQLException {
        String sql =
                """
                INSERT INTO household_state (last_time, last_sequence, last_recorded, subject, state, retractions)
                SELECT 'epoch'::timestamptz + (?)[i] * interval '1 microsecond', (?)[i],
                       'epoch'::timestamptz + (?)[i] * interval '1 microsecond', subject, state, retractions
                FROM unnest(?, ?, ?) WITH ORDINALITY AS s(subject, state, retractions, i)
                ON CONFLICT (subject) DO UPDATE
                SET state = excluded.state, last_time = excluded.last_time, last_sequence = excluded.last_sequence,
                    last_recorded = excluded.last_recorded, retractions = excluded.retractions
                """;
        // In the order of the key: each page of the index is met once.
        List<Map.Entry<String, FoldedSubject>> rows = new ArrayList<>(states.entrySet());
        rows.sort(Map.Entry.comparingByKey());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new SqlArrays(connection, statement)
                    .instants(rows, row -> row.getValue().lastTime())
                    .longs(rows, row -> row.getValue().lastSequence())
                    .instants(rows, row -> row.getValue().lastRecorded())
                    .texts(rows, Map.Entry::getKey)
                    .texts(rows, row -> StateCodec.write(row.getValue().state()))
                    .booleans(rows, row -> row.getValue().retractions());
            return statement.executeUpdate();
        }
    }
}
