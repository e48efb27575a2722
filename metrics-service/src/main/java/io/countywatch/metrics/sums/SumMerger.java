package io.countywatch.metrics.sums;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Keeps the rows that a reader needs few: sums of small slots go into those of larger ones, and the small ones of past days
 * go away. Each call is a step of its own; whichever was the last, every entry is in exactly one row for each instant.
 */
@Singleton
public class SumMerger {

    /** As many rows of a level a reader may have to read. */
    private static final int MOST_ROWS = 12;

    /** At a time, so that the next tick is not held up. */
    private static final int MOST_UNITS = 16;

    private final MergeStore store = new MergeStore();
    private long closedBefore = Long.MIN_VALUE;

    /**
     * Merges some; to be called under the lease of the one that writes sums, in a transaction.
     *
     * @return how many units' rows: 0 if nothing is due
     */
    public int merge(Connection connection, ZoneId zone) throws SQLException {
        RecordedGrid grid = new RecordedGrid(zone);
        int units = 0;
        for (Due due : store.due(connection, MOST_ROWS, MOST_UNITS)) {
            for (long until : parents(grid, due)) {
                store.merge(connection, due.county, due.level, grid.start(due.level + 1, until - 1), until);
            }
            units++;
        }
        return units + close(connection, grid);
    }

    private int close(Connection connection, RecordedGrid grid) throws SQLException {
        long detailedFrom = store.detailedFrom(connection);
        if (detailedFrom == closedBefore) {
            return 0;
        }
        List<Due> past = store.past(connection, MOST_UNITS);
        for (Due due : past) {
            for (long until : parents(grid, due)) {
                store.close(connection, due.county, grid.start(RecordedGrid.DAY, until - 1), until);
            }
        }
        if (past.isEmpty()) {
            closedBefore = detailedFrom;
        }
        return past.size();
    }

    private static TreeSet<Long> parents(RecordedGrid grid, Due due) {
        TreeSet<Long> parents = new TreeSet<>();
        due.untils.forEach(until -> parents.add(grid.until(due.level + 1, until - 1)));
        return parents;
    }

    /** Slots of a level, by their ends. */
    private record Due(String county, int level, List<Long> untils) {}

    private static final class MergeStore {

        /** Units with too many rows of a level that no larger slot covers; days only when they are past. */
        List<Due> due(Connection connection, int rows, int units) throws SQLException {
            String sql =
                    """
                    SELECT county, level, array_agg(DISTINCT until) FROM ledger_sum
                    WHERE covered = 9223372036854775807
                      AND (level < 3 OR level = 3 AND until <= (SELECT detailed_from FROM ledger_summed))
                    GROUP BY county, level HAVING count(*) > ? ORDER BY count(*) DESC, county, level LIMIT ?
                    """;
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, rows);
                statement.setInt(2, units);
                return read(statement);
            }
        }

        long detailedFrom(Connection connection) throws SQLException {
            try (var statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT max(detailed_from) FROM ledger_summed")) {
                row.next();
                return row.getLong(1);
            }
        }

        /** Units with rows of less than a day although their day is past, as if all were hours. */
        List<Due> past(Connection connection, int units) throws SQLException {
            String sql =
                    """
                    SELECT county, 2, array_agg(DISTINCT until) FROM ledger_sum
                    WHERE level < 3 AND until <= (SELECT detailed_from FROM ledger_summed) GROUP BY county LIMIT ?
                    """;
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, units);
                return read(statement);
            }
        }

        private static List<Due> read(PreparedStatement statement) throws SQLException {
            List<Due> due = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    due.add(new Due(row.getString(1), row.getInt(2), List.of((Long[])
                            row.getArray(3).getArray())));
                }
            }
            return due;
        }

        /** Sums the rows of a level that end in a slot of the next, together with what that has already. */
        void merge(Connection connection, String county, int level, long after, long until) throws SQLException {
            String sql =
                    """
                    WITH child AS (
                        DELETE FROM ledger_sum WHERE county = ? AND level = ? AND covered = 9223372036854775807
                          AND until > ? AND until <= ?
                        RETURNING until, series, effective, subjects, persons),
                    same AS (
                        DELETE FROM ledger_sum WHERE county = ? AND level = ? AND covered = 9223372036854775807
                          AND until = ?
                        RETURNING series, effective, subjects, persons),
                    child_sum AS (
                        SELECT c.until, e.series, e.effective, sum(e.subjects)::bigint AS subjects,
                               sum(e.persons)::bigint AS persons
                        FROM child c CROSS JOIN LATERAL unnest(c.series, c.effective, c.subjects, c.persons)
                             AS e(series, effective, subjects, persons)
                        GROUP BY 1, 2, 3 HAVING sum(e.subjects) <> 0 OR sum(e.persons) <> 0),
                    kept AS (
                        INSERT INTO ledger_sum (county, level, until, covered, series, effective, subjects, persons)
                        SELECT ?, ?, until, ?, array_agg(series), array_agg(effective), array_agg(subjects),
                               array_agg(persons)
                        FROM child_sum GROUP BY until)
                    INSERT INTO ledger_sum (county, level, until, series, effective, subjects, persons)
                    SELECT county, level, until, array_agg(series), array_agg(effective), array_agg(subjects),
                           array_agg(persons)
                    FROM (SELECT ? AS county, ?::smallint AS level, ?::bigint AS until, series, effective,
                                 sum(subjects)::bigint AS subjects, sum(persons)::bigint AS persons
                          FROM (SELECT series, effective, subjects, persons FROM child_sum
                                UNION ALL
                                SELECT e.* FROM same s
                                CROSS JOIN LATERAL unnest(s.series, s.effective, s.subjects, s.persons)
                                     AS e(series, effective, subjects, persons)) AS l
                          GROUP BY series, effective HAVING sum(subjects) <> 0 OR sum(persons) <> 0
                          ORDER BY series, effective) AS merged
                    GROUP BY county, level, until
                    """;
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, county);
                statement.setInt(2, level);
                statement.setLong(3, after);
                statement.setLong(4, until);
                statement.setString(5, county);
                statement.setInt(6, level + 1);
                statement.setLong(7, until);
                statement.setString(8, county);
                statement.setInt(9, level);
                statement.setLong(10, until);
                statement.setString(11, county);
                statement.setInt(12, level + 1);
                statement.setLong(13, until);
                statement.executeUpdate();
            }
        }

        /** Leaves one sum of a past day, and none of its parts; what larger slots cover already stays there. */
        void close(Connection connection, String county, long after, long until) throws SQLException {
            String sql =
                    """
                    WITH gone AS (
                        DELETE FROM ledger_sum WHERE county = ? AND until > ? AND until <= ?
                          AND (level < 3 OR level = 3 AND covered = 9223372036854775807)
                        RETURNING covered, series, effective, subjects, persons)
                    INSERT INTO ledger_sum (county, level, until, series, effective, subjects, persons)
                    SELECT county, 3, until, array_agg(series), array_agg(effective), array_agg(subjects),
                           array_agg(persons)
                    FROM (SELECT ? AS county, ?::bigint AS until, e.series, e.effective,
                                 sum(e.subjects)::bigint AS subjects, sum(e.persons)::bigint AS persons
                          FROM gone g CROSS JOIN LATERAL unnest(g.series, g.effective, g.subjects, g.persons)
                               AS e(series, effective, subjects, persons)
                          WHERE g.covered = 9223372036854775807
                          GROUP BY 3, 4 HAVING sum(e.subjects) <> 0 OR sum(e.persons) <> 0
                          ORDER BY 3, 4) AS day
                    GROUP BY county, until
                    """;
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, county);
                statement.setLong(2, after);
                statement.setLong(3, until);
                statement.setString(4, county);
                statement.setLong(5, until);
                statement.executeUpdate();
            }
        }
    }
}
