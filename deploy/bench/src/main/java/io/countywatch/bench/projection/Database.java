package io.countywatch.bench.projection;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What PostgreSQL says of the projection while and after it runs. */
final class Database implements AutoCloseable {

    private final Connection connection;

    Database(String url, String user, String password) throws SQLException {
        connection = DriverManager.getConnection(url, user, password);
    }

    /** Sum of all positions: records applied. 0 before the tables are there. */
    long applied() throws SQLException {
        return exists() ? number("SELECT coalesce(sum(next_offset), 0) FROM projection_3.cursor") : 0;
    }

    private boolean exists() throws SQLException {
        return number("SELECT count(*) FROM pg_tables WHERE schemaname = 'projection_3' AND tablename = 'cursor'") == 1;
    }

    long walBytes() throws SQLException {
        return number("SELECT (pg_current_wal_lsn() - '0/0')::bigint");
    }

    long events() throws SQLException {
        return number("SELECT count(*) FROM projection_3.household_event");
    }

    long households() throws SQLException {
        return number("SELECT sum(subjects) FROM projection_3.county_counter WHERE measure = 'status'");
    }

    /** Share of updates that needed no new index entry, in percent. */
    long hotPercent(String tables) throws SQLException {
        return number("SELECT coalesce(100 * sum(n_tup_hot_upd) / nullif(sum(n_tup_upd), 0), 100)::bigint"
                + " FROM pg_stat_user_tables WHERE relname LIKE '" + tables + "'");
    }

    /** What could not be applied, by reason. */
    String quarantined() throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        SELECT coalesce(string_agg(reason || ' ' || n, ', '), 'none') FROM
                          (SELECT reason, count(*) AS n FROM projection_3.quarantine GROUP BY reason) AS reasons
                        """)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Bytes of each table with its indexes, partitions summed; the largest first. */
    Map<String, Long> sizes() throws SQLException {
        String sql =
                """
                SELECT regexp_replace(relname, '_[0-9]+$', ''), sum(pg_total_relation_size(oid))::bigint FROM pg_class
                WHERE relnamespace = 'projection_3'::regnamespace AND relkind = 'r'
                GROUP BY 1 HAVING sum(pg_total_relation_size(oid)) > 1048576 ORDER BY 2 DESC
                """;
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                sizes.put(row.getString(1), row.getLong(2));
            }
        }
        return sizes;
    }

    long megabytes() throws SQLException {
        return number("SELECT pg_database_size(current_database()) / 1048576");
    }

    private long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
