package io.countywatch.metrics.publish;

import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.publish.LedgerBook.CounterTotal;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the publisher reads in one repeatable-read snapshot, and the little it writes. */
@Singleton
class PublishStore {

    /** Takes or renews the lease; a version that is not the active one gives it up. @return its epoch, if it is ours now */
    Optional<Long> lease(Connection connection, String owner, Duration length) throws SQLException {
        String sql =
                """
                INSERT INTO lease AS l (name, owner, epoch, until)
                SELECT 'publisher', ?, 1, now() + ? * interval '1 ms' FROM active WHERE schema = current_schema()
                ON CONFLICT (name) DO UPDATE
                SET owner = excluded.owner, until = excluded.until,
                    epoch = CASE WHEN l.owner = excluded.owner THEN l.epoch ELSE l.epoch + 1 END
                WHERE l.owner = excluded.owner OR l.until < now()
                RETURNING epoch
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, owner);
            statement.setLong(2, length.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return Optional.of(row.getLong(1));
                }
            }
        }
        release(connection, owner);
        return Optional.empty();
    }

    /** Lets another take over at once. */
    void release(Connection connection, String owner) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE lease SET until = now() WHERE name = 'publisher' AND owner = ?")) {
            statement.setString(1, owner);
            statement.executeUpdate();
        }
    }

    /** Every later read of the transaction sees the database as at its first. */
    void repeatableRead(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        }
    }

    /**
     * Whether the epoch is still the lease's: locked until the transaction ends, so that nobody overtakes it. And whether
     * our version is the active one in what this transaction sees: then the figures are of before any switch.
     */
    boolean holds(Connection connection, long epoch) throws SQLException {
        String sql =
                """
                SELECT 1 FROM lease, active WHERE name = 'publisher' AND epoch = ? AND schema = current_schema()
                FOR SHARE OF lease
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, epoch);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Positions by partition: next offset and last receipt. */
    Map<Integer, Cursor> cursors(Connection connection, String topic) throws SQLException {
        Map<Integer, Cursor> cursors = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT partition, next_offset, last_recorded FROM cursor WHERE topic = ?")) {
            statement.setString(1, topic);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Timestamp recorded = row.getTimestamp(3);
                    // "greatest" keeps the epoch of a partition that has had no event yet
                    Instant last = recorded == null || recorded.getTime() == 0 ? null : recorded.toInstant();
                    cursors.put(row.getInt(1), new Cursor(row.getLong(2), last));
                }
            }
        }
        return cursors;
    }

    record Cursor(long nextOffset, Instant lastRecorded) {}

    /** Text form of the snapshot that this transaction reads. */
    String snapshot(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_snapshot()::text")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Counters summed over partitions; nothing that is zero. */
    Map<CounterTotal, Count> counters(Connection connection) throws SQLException {
        String sql =
                """
                SELECT county, measure, stage, sum(subjects), sum(persons) FROM county_counter
                GROUP BY county, measure, stage HAVING sum(subjects) <> 0 OR sum(persons) <> 0
                """;
        Map<CounterTotal, Count> totals = new HashMap<>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                totals.put(
                        new CounterTotal(row.getString(1), row.getString(2), row.getString(3)),
                        new Count(row.getLong(4), row.getLong(5)));
            }
        }
        return totals;
    }

    /** Last revision by county. */
    Map<String, Long> revisions(Connection connection) throws SQLException {
        Map<String, Long> revisions = new HashMap<>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT county, revision FROM published")) {
            while (row.next()) {
                revisions.put(row.getString(1), row.getLong(2));
            }
        }
        return revisions;
    }

    Last last(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT coalesce(max(snapshot), 0), max(as_of) FROM published")) {
            row.next();
            Timestamp asOf = row.getTimestamp(2);
            return new Last(row.getLong(1), asOf == null ? null : asOf.toInstant());
        }
    }

    /**
     * The last snapshot.
     *
     * @param snapshot its number; 0 before the first
     * @param asOf null before the first
     */
    record Last(long snapshot, Instant asOf) {}

    /** Keeps the revisions that are about to be sent. */
    void publish(Connection connection, List<CountySnapshot> snapshots) throws SQLException {
        String sql =
                """
                INSERT INTO published (county, revision, snapshot, as_of, effective_through) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (county) DO UPDATE
                SET revision = excluded.revision, snapshot = excluded.snapshot, as_of = excluded.as_of,
                    effective_through = excluded.effective_through
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (CountySnapshot snapshot : snapshots) {
                statement.setString(1, snapshot.county());
                statement.setLong(2, snapshot.revision());
                statement.setLong(3, snapshot.snapshot());
                statement.setTimestamp(4, Timestamp.from(snapshot.asOf()));
                statement.setObject(5, snapshot.content().effectiveThrough());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
