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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        // Counties as numbers into the first array: their names go over the wire once, not once an entry.
        String sql =
                """
                INSERT INTO ledger_segment
                  (county, village, series, effective, recorded, subjects, persons, last_recorded)
                SELECT (?)[county], array_agg(village), array_agg(series), array_agg(effective), array_agg(recorded),
                       array_agg(subjects), array_agg(persons), max(recorded)
                FROM unnest(?, ?, ?, ?, ?, ?, ?)
                  AS l(county, village, series, effective, recorded, subjects, persons)
                GROUP BY county
                """;
        List<Map.Entry<Entry, Count>> rows = ledger.entries();
        List<Figure> counted = rows.stream().map(row -> row.getKey().figure()).toList();
        // Roomy: the codes are much alike, and their hashes collide in a small map.
        Map<String, Integer> counties = new LinkedHashMap<>(4096);
        counted.forEach(figure -> counties.putIfAbsent(figure.county(), counties.size() + 1));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new SqlArrays(connection, statement)
                    .texts(counties.keySet(), county -> county)
                    .ints(counted, figure -> counties.get(figure.county()))
                    .ints(names.villages(counted))
                    .ints(names.series(counted))
                    .ints(rows, row -> (int) row.getKey().effective().toEpochDay())
                    .instants(rows, row -> row.getKey().recorded())
                    .ints(rows, row -> Math.toIntExact(row.getValue().subjects()))
                    .longs(rows, row -> row.getValue().persons());
            return statement.executeUpdate();
        }
    }
}
