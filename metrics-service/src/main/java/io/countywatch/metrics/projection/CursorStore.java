package io.countywatch.metrics.projection;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Positions and fences: who may write the effects of which partition, and from where. */
@Singleton
class CursorStore {

    /** Takes a partition over: whoever held it before can no longer commit. */
    Claim claim(Connection connection, String topic, int partition, String owner) throws SQLException {
        String sql =
                """
                INSERT INTO cursor AS c (topic, partition, owner, owner_epoch, next_offset)
                VALUES (?, ?, ?, 1, 0)
                ON CONFLICT (topic, partition) DO UPDATE
                SET owner = excluded.owner, owner_epoch = c.owner_epoch + 1
                RETURNING owner_epoch, next_offset
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, topic);
            statement.setInt(2, partition);
            statement.setString(3, owner);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Claim(row.getLong(1), row.getLong(2));
            }
        }
    }

    /**
     * The fence, and the first statement of every transaction: moves the cursors on, if they are still ours and where we
     * left them.
     *
     * @return how many moved; fewer than {@code advances} means that we are a zombie for some
     */
    Advanced advance(Connection connection, String topic, List<Advance> advances) throws SQLException {
        String sql =
                """
                UPDATE cursor c
                SET next_offset = a.next_offset,
                    last_recorded = greatest(c.last_recorded, 'epoch'::timestamptz + a.recorded * interval '1 microsecond')
                FROM unnest(?, ?, ?, ?, ?) AS a(partition, epoch, from_offset, next_offset, recorded)
                WHERE c.topic = ? AND c.partition = a.partition
                  AND c.owner_epoch = a.epoch AND c.next_offset = a.from_offset
                RETURNING c.stuck
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new SqlArrays(connection, statement)
                    .ints(advances, Advance::partition)
                    .longs(advances, advance -> advance.claim().epoch())
                    .longs(advances, advance -> advance.claim().nextOffset())
                    .longs(advances, Advance::nextOffset)
                    .longs(advances, advance -> SqlArrays.micros(advance.lastRecorded()));
            statement.setString(6, topic);
            int partitions = 0;
            int stuck = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    partitions++;
                    stuck += row.getInt(1);
                }
            }
            return new Advanced(partitions, stuck);
        }
    }

    /**
     * Keeps everybody else from a partition until the transaction ends. An update and no {@code FOR SHARE}, so that it
     * waits where the whole version is made to stand still.
     *
     * @return whether it is still held under that epoch
     */
    boolean hold(Connection connection, String topic, int partition, long epoch) throws SQLException {
        String sql = "UPDATE cursor SET stuck = stuck WHERE topic = ? AND partition = ? AND owner_epoch = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, topic);
            statement.setInt(2, partition);
            statement.setLong(3, epoch);
            return statement.executeUpdate() == 1;
        }
    }

    /** Counts the stuck subjects of a partition again. The cursor's lock is ours already. */
    void countStuck(Connection connection, String topic, int partition) throws SQLException {
        String sql =
                """
                UPDATE cursor c SET stuck = (
                  SELECT count(DISTINCT q.subject) FROM quarantine q WHERE q.stuck AND q.src_partition = c.partition)
                WHERE c.topic = ? AND c.partition = ?
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, topic);
            statement.setInt(2, partition);
            statement.executeUpdate();
        }
    }

    /** The claim that stands for a partition, whoever holds it. */
    Claim standing(Connection connection, String topic, int partition) throws SQLException {
        String sql = "SELECT owner_epoch, next_offset FROM cursor WHERE topic = ? AND partition = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, topic);
            statement.setInt(2, partition);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Claim(row.getLong(1), row.getLong(2));
            }
        }
    }

    /** @param stuck subjects of these partitions whose events wait behind one in quarantine */
    record Advanced(int partitions, int stuck) {}

    /** @param nextOffset of the first record not yet applied */
    record Claim(long epoch, long nextOffset) {

        Claim at(long offset) {
            return new Claim(epoch, offset);
        }
    }

    /** @param lastRecorded latest receipt instant in the batch; {@link Instant#EPOCH} if it holds no event */
    record Advance(int partition, Claim claim, long nextOffset, Instant lastRecorded) {}
}
