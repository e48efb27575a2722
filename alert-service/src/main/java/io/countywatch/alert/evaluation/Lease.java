package io.countywatch.alert.evaluation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/** The right to evaluate, held by one replica at a time. All times are the database's. */
final class Lease {

    private static final String TAKE =
            """
            UPDATE lease SET owner = ?, epoch = epoch + 1, expires_at = clock_timestamp() + make_interval(secs => ?)
             WHERE name = 'evaluator' AND expires_at < clock_timestamp()
            RETURNING epoch
            """;
    // The row lock keeps a taker waiting until our transaction ends: an old evaluator cannot commit after a new one
    // has begun, and one that slept through its lease finds another epoch here and rolls back.
    private static final String RENEW =
            """
            UPDATE lease SET expires_at = clock_timestamp() + make_interval(secs => ?)
             WHERE name = 'evaluator' AND owner = ? AND epoch = ?
            """;
    private static final String RELEASE =
            "UPDATE lease SET expires_at = '-infinity' WHERE name = 'evaluator' AND owner = ? AND epoch = ?";

    private final String owner;
    private final Duration life;

    Lease(String owner, Duration life) {
        this.owner = owner;
        this.life = life;
    }

    /** Takes the lease if nobody holds it; the new epoch, or empty. */
    OptionalLong take(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setString(1, owner);
            statement.setDouble(2, life.toMillis() / 1000.0);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /**
     * Checks and renews the lease inside the caller's transaction: the fence.
     *
     * @throws Lost if another evaluator has taken over
     */
    void renew(Connection connection, long epoch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RENEW)) {
            statement.setDouble(1, life.toMillis() / 1000.0);
            statement.setString(2, owner);
            statement.setLong(3, epoch);
            if (statement.executeUpdate() != 1) {
                throw new Lost(epoch);
            }
        }
    }

    /** Keeps evaluations out until the transaction ends: for changes that do not come from one. */
    static void keepOut(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM lease WHERE name = 'evaluator' FOR UPDATE")) {
            statement.executeQuery().close();
        }
    }

    /** Gives it back, so that the next one need not wait. */
    void release(Connection connection, long epoch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
            statement.setString(1, owner);
            statement.setLong(2, epoch);
            statement.executeUpdate();
        }
    }

    /** Somebody else evaluates now. */
    static final class Lost extends RuntimeException {

        private final long epoch;

        Lost(long epoch) {
            super("the evaluator's lease of epoch " + epoch + " was taken by another replica");
            this.epoch = epoch;
        }

        long epoch() {
            return epoch;
        }
    }
}
