package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Changes;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Entry;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.projection.Effects.CounterKey;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes counters, one row a key, and the ledger, one row a county and transaction. */
@Singleton
class FigureStore {

    private final LedgerNames names;

    FigureStore(LedgerNames names) {
        this.names = names;
    }

    int count(Connection connection, Changes<CounterKey> counters) throws SQLException {
        String sql =
                """
                INSERT INTO county_counter AS c (county, measure, stage, src_partition, subjects, persons)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?)
                ON CONFLICT (county, measure, stage, src_partition) DO UPDATE
                SET subjects = c.subjects + excluded.subjects, persons = c.persons + excluded.persons
                """;
        List<Map.Entry<CounterKey, Count>> rows = counters.entries();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new SqlArrays(connection, statement)
                    .texts(rows, row -> row.getKey().county())
                    .texts(rows, row -> row.getKey().measure())
                    .texts(rows, row -> row.getKey().stage())
                    .ints(rows, row -> row.getKey().partition())
                    .longs(rows, row -> row.getValue().subjects())
                    .longs(rows, row -> row.getValue().persons());
            return statement.executeUpdate();
        }
    }

    int enter(Connection connection, Changes<Entry> ledger) throws SQLException {
        // Counties as numbers into the first two arrays: their names go over the wire once, not once an entry.
        String sql =
                """
                INSERT INTO ledger_segment
                  (county, last_recorded, village, series, effective, recorded, subjects, persons)
                SELECT (?)[county], (?)[county], array_agg((?)[i]), array_agg((?)[i]), array_agg((?)[i]),
                       array_agg((?)[i]), array_agg((?)[i]), array_agg((?)[i])
                FROM unnest(?) WITH ORDINALITY AS l(county, i)
                GROUP BY county
                """;
        List<Map.Entry<Entry, Count>> rows = ledger.entries();
        List<Figure> counted = rows.stream().map(row -> row.getKey().figure()).toList();
        Counties counties = Counties.of(rows);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new SqlArrays(connection, statement)
                    .texts(counties.names(), county -> county)
                    .longs(counties.names(), counties::lastRecorded)
                    .ints(names.villages(counted))
                    .ints(names.series(counted))
                    .ints(rows, row -> (int) row.getKey().effective().toEpochDay())
                    .instants(rows, row -> row.getKey().recorded())
                    .ints(rows, row -> Math.toIntExact(row.getValue().subjects()))
                    .longs(rows, row -> row.getValue().persons())
                    .ints(counted, figure -> counties.number(figure.county()));
            return statement.executeUpdate();
        }
    }

    /** The counties of a batch, numbered from 1 on as PostgreSQL numbers the elements of an array. */
    private record Counties(Map<String, Integer> numbers, Map<String, Long> lastRecordings) {

        static Counties of(List<Map.Entry<Entry, Count>> rows) {
            // Roomy: the codes are much alike, and their hashes collide in a small map.
            Counties counties = new Counties(new LinkedHashMap<>(4096), new HashMap<>(4096));
            for (Map.Entry<Entry, Count> row : rows) {
                String county = row.getKey().figure().county();
                counties.numbers.putIfAbsent(county, counties.numbers.size() + 1);
                counties.lastRecordings.merge(
                        county, SqlArrays.micros(row.getKey().recorded()), Math::max);
            }
            return counties;
        }

        Set<String> names() {
            return numbers.keySet();
        }

        int number(String county) {
            return numbers.get(county);
        }

        long lastRecorded(String county) {
            return lastRecordings.get(county);
        }
    }
}
