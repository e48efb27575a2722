package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Changes;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Entry;
import io.countywatch.metrics.projection.Effects.CounterKey;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Writes counters and ledger, one row a key. */
@Singleton
class FigureStore {

    int count(Connection connection, Changes<CounterKey> counters) throws SQLException {
        String sql =
                """
                INSERT INTO county_counter AS c (county, measure, stage, src_partition, subjects, persons)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?)
                ON CONFLICT (county, measure, stage, src_partition) DO UPDATE
                SET subjects = c.subjects + excluded.subjects, persons = c.persons + excluded.persons
                """;
        List<Map.Entry<CounterKey, Count>> rows = List.copyOf(counters.asMap().entrySet());
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
        String sql =
                """
                INSERT INTO ledger (county, village, measure, stage, effective, recorded, subjects, persons)
                SELECT county, village, measure, stage, date '1970-01-01' + effective,
                       'epoch'::timestamptz + recorded * interval '1 microsecond', subjects, persons
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                  AS l(county, village, measure, stage, effective, recorded, subjects, persons)
                """;
        List<Map.Entry<Entry, Count>> rows = List.copyOf(ledger.asMap().entrySet());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new SqlArrays(connection, statement)
                    .texts(rows, row -> row.getKey().figure().county())
                    .texts(rows, row -> row.getKey().figure().village())
                    .texts(rows, row -> row.getKey().figure().measure())
                    .texts(rows, row -> row.getKey().figure().stage())
                    .ints(rows, row -> (int) row.getKey().effective().toEpochDay())
                    .instants(rows, row -> row.getKey().recorded())
                    .longs(rows, row -> row.getValue().subjects())
                    .longs(rows, row -> row.getValue().persons());
            return statement.executeUpdate();
        }
    }
}
