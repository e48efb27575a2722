package io.countywatch.metrics.sums;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the sums come to by unit, whenever it was recorded. Of each unit two rows: a large one, and a small one of what has
 * come since that was written, which is here, too, and so is written without being read. The small one goes into the large
 * one when it has grown to a part of it, so that an entry is written a few times and not with every tick.
 */
final class Totals {

    /** The small row grows to a quarter of the large one. */
    private static final int PART = 4;

    private final Map<String, Cells> recent = new HashMap<>();
    private final Map<String, Integer> large = new HashMap<>();
    private final int little;

    /** @param little cells: fewer are not worth a large row's being written */
    Totals(int little) {
        this.little = little;
    }

    /** Reads what the last leader left. */
    void begin(Connection connection) throws SQLException {
        String sql =
                "SELECT county, recent, cardinality(series), series, effective, subjects, persons FROM ledger_total";
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                if (row.getBoolean(2)) {
                    recent.put(row.getString(1), cells(row));
                } else {
                    large.put(row.getString(1), row.getInt(3));
                }
            }
        }
    }

    private static Cells cells(ResultSet row) throws SQLException {
        Integer[] series = (Integer[]) row.getArray(4).getArray();
        Integer[] effective = (Integer[]) row.getArray(5).getArray();
        Long[] subjects = (Long[]) row.getArray(6).getArray();
        Long[] persons = (Long[]) row.getArray(7).getArray();
        Cells cells = new Cells();
        for (int i = 0; i < series.length; i++) {
            cells.add(series[i], effective[i], subjects[i], persons[i]);
        }
        return cells;
    }

    /** Adds what is about to be written as sums, too. */
    void write(Connection connection, PendingSums pending) throws SQLException {
        Set<String> changed = new HashSet<>();
        pending.forEach((unit, level, until, cells) -> {
            recent.computeIfAbsent(unit, any -> new Cells()).addAll(cells);
            changed.add(unit);
        });
        writeRecent(connection, changed);
        for (String unit : changed) {
            if (recent.get(unit).size() > Math.max(little, large.getOrDefault(unit, 0) / PART)) {
                large.put(unit, fold(connection, unit));
                recent.remove(unit);
            }
        }
    }

    private void writeRecent(Connection connection, Set<String> units) throws SQLException {
        String sql =
                """
                INSERT INTO ledger_total (county, recent, series, effective, subjects, persons)
                VALUES (?, true, ?, ?, ?, ?)
                ON CONFLICT (county, recent) DO UPDATE
                SET series = excluded.series, effective = excluded.effective,
                    subjects = excluded.subjects, persons = excluded.persons
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (String unit : units) {
                Cells.Columns columns = recent.get(unit).columns();
                statement.setString(1, unit);
                statement.setArray(2, connection.createArrayOf("int4", columns.series()));
                statement.setArray(3, connection.createArrayOf("int4", columns.effective()));
                statement.setArray(4, connection.createArrayOf("int8", columns.subjects()));
                statement.setArray(5, connection.createArrayOf("int8", columns.persons()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Makes one row of both. @return how many cells it has */
    private static int fold(Connection connection, String unit) throws SQLException {
        String sql =
                """
                WITH both_rows AS (
                    DELETE FROM ledger_total WHERE county = ? RETURNING county, series, effective, subjects, persons),
                cell AS (
                    SELECT b.county, e.series, e.effective, sum(e.subjects)::bigint AS subjects,
                           sum(e.persons)::bigint AS persons
                    FROM both_rows b CROSS JOIN LATERAL unnest(b.series, b.effective, b.subjects, b.persons)
                         AS e(series, effective, subjects, persons)
                    GROUP BY 1, 2, 3 HAVING sum(e.subjects) <> 0 OR sum(e.persons) <> 0
                    ORDER BY 1, 2, 3)
                INSERT INTO ledger_total (county, recent, series, effective, subjects, persons)
                SELECT county, false, array_agg(series), array_agg(effective), array_agg(subjects), array_agg(persons)
                FROM cell GROUP BY county
                RETURNING cardinality(series)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, unit);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }
}
