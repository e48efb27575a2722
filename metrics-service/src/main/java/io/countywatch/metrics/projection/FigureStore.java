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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;

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
                  (county, first_recorded, last_recorded, village, series, effective, recorded, subjects, persons)
                SELECT (?)[county], (?)[county], (?)[county], array_agg((?)[i]), array_agg((?)[i]), array_agg((?)[i]),
                       array_agg((?)[i]), array_agg((?)[i]), array_agg((?)[i])
                FROM unnest(?) WITH ORDINALITY AS l(county, i)
                GROUP BY county
                """;
        Columns columns = new Columns(ledger.entries());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new SqlArrays(connection, statement)
                    .texts(columns.counties.keySet(), county -> county)
                    .longs(columns.recorded(Long.MAX_VALUE, Math::min))
                    .longs(columns.recorded(Long.MIN_VALUE, Math::max))
                    .ints(names.villages(columns.figures))
                    .ints(names.series(columns.figures))
                    .ints(columns.effective)
                    .longs(columns.recorded)
                    .ints(columns.subjects)
                    .longs(columns.persons)
                    .ints(columns.county);
            return statement.executeUpdate();
        }
    }

    /** Entries turned into columns in one pass; counties numbered from 1 on, as PostgreSQL numbers elements. */
    private static final class Columns {

        private final List<Figure> figures;
        // Roomy: the codes are much alike, and their hashes collide in a small map.
        private final Map<String, Integer> counties = new LinkedHashMap<>(4096);
        private final int[] county;
        private final int[] effective;
        private final long[] recorded;
        private final int[] subjects;
        private final long[] persons;

        private Columns(List<Map.Entry<Entry, Count>> rows) {
            int size = rows.size();
            figures = new ArrayList<>(size);
            county = new int[size];
            effective = new int[size];
            recorded = new long[size];
            subjects = new int[size];
            persons = new long[size];
            for (int i = 0; i < size; i++) {
                Entry entry = rows.get(i).getKey();
                Count count = rows.get(i).getValue();
                figures.add(entry.figure());
                county[i] = counties.computeIfAbsent(entry.figure().county(), any -> counties.size() + 1);
                effective[i] = (int) entry.effective().toEpochDay();
                recorded[i] = SqlArrays.micros(entry.recorded());
                subjects[i] = Math.toIntExact(count.subjects());
                persons[i] = count.persons();
            }
        }

        /** The first or last of each county, in their order. */
        private long[] recorded(long none, LongBinaryOperator choice) {
            long[] chosen = new long[counties.size()];
            Arrays.fill(chosen, none);
            for (int i = 0; i < county.length; i++) {
                chosen[county[i] - 1] = choice.applyAsLong(chosen[county[i] - 1], recorded[i]);
            }
            return chosen;
        }
    }
}
