package io.countywatch.metrics.trace;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** The table {@code traced}. Traces are nice to have: what goes wrong here loses one, and nothing else. */
@Singleton
public final class Handover {

    private static final Logger LOG = Logger.getLogger(Handover.class);

    /** Older ones changed nothing in their county (a duplicate, say): the next change is not theirs. */
    private static final String TAKE =
            """
            DELETE FROM traced t USING unnest(?::int[], ?::bigint[]) AS p (src_partition, next_offset)
            WHERE t.src_partition = p.src_partition AND t.src_offset < p.next_offset
            RETURNING t.county, t.traceparent, t.at > clock_timestamp() - interval '1 minute'
            """;

    private final AgroalDataSource dataSource;

    Handover(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A sampled event of a county.
     *
     * @param traceparent of the span that applies it
     */
    public record Traced(int partition, long offset, String county, String traceparent) {}

    /** Before the events are applied: who sees their effect then sees these, too. */
    public void give(Collection<Traced> events) {
        String sql =
                """
                INSERT INTO traced (src_partition, src_offset, county, traceparent) VALUES (?, ?, ?, ?)
                ON CONFLICT (src_partition, src_offset) DO UPDATE SET traceparent = excluded.traceparent
                """;
        tried(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (Traced event : events) {
                    statement.setInt(1, event.partition());
                    statement.setLong(2, event.offset());
                    statement.setString(3, event.county());
                    statement.setString(4, event.traceparent());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
    }

    /**
     * Takes those that are in the figures now; one a county.
     *
     * @param positions next offset by partition
     */
    public Map<String, String> take(Map<Integer, Long> positions) {
        Map<String, String> byCounty = new HashMap<>();
        tried(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
                statement.setArray(
                        1, connection.createArrayOf("int", positions.keySet().toArray()));
                statement.setArray(
                        2, connection.createArrayOf("bigint", positions.values().toArray()));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        if (row.getBoolean(3)) {
                            byCounty.put(row.getString(1), row.getString(2));
                        }
                    }
                }
            }
        });
        return byCounty;
    }

    private void tried(Work work) {
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                try (Connection connection = dataSource.getConnection()) {
                    work.run(connection);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (RuntimeException e) {
            LOG.debugf(e, "a trace ends here");
        }
    }

    /** Work on the database. */
    private interface Work {
        void run(Connection connection) throws SQLException;
    }
}
