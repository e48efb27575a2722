package io.countywatch.metrics.rebuild;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.reading.LogEnd;
import io.countywatch.metrics.rebuild.Comparison.Tables;
import io.countywatch.metrics.rebuild.ComparisonStore.Asked;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Brings both versions to equal positions under live load, and compares them in one snapshot of the database. The live one
 * stands still only from its lock until that snapshot is taken, which is as long as ours needs for the events in between.
 */
@Singleton
class Comparer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(15);
    private static final long BETWEEN_LOOKS_MILLIS = 20;

    private final AgroalDataSource dataSource;
    private final Positions positions;
    private final Digests digests;
    private final Differences differences;
    private final LogEnd logEnd;
    private final KafkaClientService kafka;

    Comparer(
            AgroalDataSource dataSource,
            Positions positions,
            Digests digests,
            Differences differences,
            LogEnd logEnd,
            KafkaClientService kafka) {
        this.dataSource = dataSource;
        this.positions = positions;
        this.digests = digests;
        this.differences = differences;
        this.logEnd = logEnd;
        this.kafka = kafka;
    }

    Comparison compare(Asked asked, Valve valve) throws Exception {
        try (Connection snapshot = dataSource.getConnection()) {
            valve.close();
            // What had passed before may still be under way to our tables: it lies before this end.
            Map<Integer, Long> end = logEnd.of(Positions.TOPIC);
            if (!within(PATIENCE, () -> Positions.reached(positions.of(snapshot, asked.live()), end))) {
                return Comparison.failed("the live version does not catch up with the log");
            }
            snapshot.setAutoCommit(false);
            try {
                long stoodStill = meet(asked, valve, snapshot);
                open(valve);
                return stoodStill < 0
                        ? Comparison.failed("the version beside did not get as far as the live one in time")
                        : compared(asked, snapshot, stoodStill);
            } finally {
                snapshot.rollback();
            }
        } finally {
            open(valve);
        }
    }

    /** @return for how many milliseconds the live version stood still; −1 if the two did not meet */
    private long meet(Asked asked, Valve valve, Connection snapshot) throws Exception {
        try (Connection lock = dataSource.getConnection();
                Connection look = dataSource.getConnection()) {
            lock.setAutoCommit(false);
            try {
                positions.standStill(lock, asked.live());
                long began = System.nanoTime();
                Map<Integer, Long> meeting = positions.of(lock, asked.live());
                valve.openUpTo(meeting);
                rewind();
                boolean met = within(
                        LONGEST_STANDSTILL,
                        () -> positions.of(look, asked.beside()).equals(meeting));
                if (!met) {
                    return -1;
                }
                try (var statement = snapshot.createStatement()) {
                    statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
                }
                // The first query takes the snapshot.
                boolean equal = positions.of(snapshot, asked.live()).equals(meeting)
                        && positions.of(snapshot, asked.beside()).equals(meeting);
                return equal ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) : -1;
            } finally {
                lock.rollback();
            }
        }
    }

    private Comparison compared(Asked asked, Connection snapshot, long stoodStill) throws SQLException {
        TreeMap<String, Tables> tables = new TreeMap<>();
        for (String table : Digests.CANONICAL.keySet()) {
            tables.put(
                    table,
                    new Tables(digests.of(snapshot, asked.live(), table), digests.of(snapshot, asked.beside(), table)));
        }
        boolean equal = tables.values().stream().allMatch(Tables::equal);
        return new Comparison(
                equal,
                null,
                Comparison.events(positions.of(snapshot, asked.live())),
                stoodStill,
                tables,
                equal ? List.of() : differences.between(snapshot, asked.live(), asked.beside()));
    }

    private void open(Valve valve) throws SQLException {
        valve.open();
        rewind();
    }

    /** What the valve held back is read again from the cursor. */
    private void rewind() throws SQLException {
        Map<Integer, Long> cursor;
        try (Connection connection = dataSource.getConnection()) {
            cursor = positions.of(connection, connection.getSchema());
        }
        kafka.getConsumer("household-events")
                .runOnPollingThread(consumer -> {
                    consumer.assignment().stream()
                            .filter(partition -> cursor.containsKey(partition.partition()))
                            .forEach(partition -> consumer.seek(partition, cursor.get(partition.partition())));
                })
                .await()
                .atMost(PATIENCE);
    }

    private static boolean within(Duration patience, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
        return true;
    }
}
