package io.countywatch.metrics.projection;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Folded states by subject. Rows go in the order of their key: each page of the index is met once a batch. */
@Singleton
class StateStore {

    /**
     * Those that there are. Not {@code = ANY}, which looks for every subject in every partition; and laterally with an
     * OFFSET, which leaves the planner nothing but the index, where an empty table's statistics would make it read all.
     */
    Map<String, FoldedSubject> read(Connection connection, Map<String, SubjectKey> subjects) throws SQLException {
        String sql =
                """
                SELECT n.i, s.state
                FROM unnest(?, ?) WITH ORDINALITY AS n(key, low, i)
                CROSS JOIN LATERAL (
                  SELECT state FROM household_state h
                  WHERE h.subject_key = n.key AND h.subject_key_low = n.low OFFSET 0) AS s
                """;
        Map<String, FoldedSubject> states = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<Keyed<String>> rows = sorted(subjects.keySet(), subjects::get);
            new SqlArrays(connection, statement)
                    .longs(rows, row -> row.key().high())
                    .longs(rows, row -> row.key().low());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    states.put(rows.get(row.getInt(1) - 1).value(), StateCodec.read(row.getBytes(2)));
                }
            }
        }
        return states;
    }

    int write(Connection connection, Map<String, SubjectKey> subjects, Map<String, FoldedSubject> states)
            throws SQLException {
        String sql =
                """
                INSERT INTO household_state (subject_key, subject_key_low, state)
                SELECT (?)[i], (?)[i], state FROM unnest(?) WITH ORDINALITY AS s(state, i)
                ON CONFLICT (subject_key, subject_key_low) DO UPDATE SET state = excluded.state
                """;
        List<Keyed<Map.Entry<String, FoldedSubject>>> rows =
                sorted(states.entrySet(), state -> subjects.get(state.getKey()));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new SqlArrays(connection, statement)
                    .longs(rows, row -> row.key().high())
                    .longs(rows, row -> row.key().low())
                    .bytes(rows, row -> StateCodec.write(row.value().getValue()));
            return statement.executeUpdate();
        }
    }

    private static <T> List<Keyed<T>> sorted(Collection<T> values, Function<T, SubjectKey> key) {
        return values.stream()
                .map(value -> new Keyed<>(key.apply(value), value))
                .sorted((a, b) -> a.key().compareTo(b.key()))
                .toList();
    }

    private record Keyed<T>(SubjectKey key, T value) {}
}
