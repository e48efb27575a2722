package io.countywatch.metrics.sums;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes sums, and up to where they go. */
final class SumStore {

    Summed summed(Connection connection) throws SQLException {
        String sql =
                """
                SELECT nation_seen, county_seen, detailed_from FROM ledger_summed WHERE server = ledger_server()
                """;
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? new Summed(row.getString(1), row.getString(2), row.getLong(3)) : Summed.NOTHING;
        }
    }

    void clear(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM ledger_sum");
            statement.executeUpdate("DELETE FROM ledger_total");
            statement.executeUpdate("DELETE FROM ledger_summed");
        }
    }

    void summed(Connection connection, Summed summed) throws SQLException {
        String sql =
                """
                INSERT INTO ledger_summed AS s (server, nation_seen, county_seen, detailed_from)
                VALUES (ledger_server(), ?::pg_snapshot, ?::pg_snapshot, ?)
                ON CONFLICT (only_row) DO UPDATE
                SET server = excluded.server, nation_seen = excluded.nation_seen, county_seen = excluded.county_seen,
                    detailed_from = excluded.detailed_from
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, summed.nationSeen());
            statement.setString(2, summed.countySeen());
            statement.setLong(3, summed.detailedFrom());
            statement.executeUpdate();
        }
    }

    void write(Connection connection, PendingSums pending) throws SQLException {
        List<Row> rows = new ArrayList<>();
        pending.forEach((county, level, until, cells) -> {
            Cells.Columns columns = cells.columns();
            if (columns.series().length > 0) {
                rows.add(new Row(county, level, until, columns));
            }
        });
        String sql =
                """
                INSERT INTO ledger_sum (county, level, until, series, effective, subjects, persons)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Row row : rows) {
                statement.setString(1, row.county);
                statement.setInt(2, row.level);
                statement.setLong(3, row.until);
                statement.setArray(4, connection.createArrayOf("int4", row.columns.series()));
                statement.setArray(5, connection.createArrayOf("int4", row.columns.effective()));
                statement.setArray(6, connection.createArrayOf("int8", row.columns.subjects()));
                statement.setArray(7, connection.createArrayOf("int8", row.columns.persons()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private record Row(String county, int level, long until, Cells.Columns columns) {}
}
