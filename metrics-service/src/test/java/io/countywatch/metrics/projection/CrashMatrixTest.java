package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.FieldEvent;
import io.countywatch.metrics.GeneratedHistory;
import io.countywatch.metrics.GeneratedHistory.Sent;
import io.countywatch.metrics.TestServers;
import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Fact;
import io.countywatch.metrics.fold.FiguresOracle;
import io.countywatch.metrics.projection.CursorStore.Advance;
import io.countywatch.metrics.projection.CursorStore.Claim;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL kills the session before the first statement of a batch, after each, before the commit; the process dies
 * between the commit and Kafka's. Nothing of a killed batch remains, and what is applied again gives what the oracle says.
 * The batches hold duplicates, late events, moves, retractions, a conflict, an event that is stuck and some that wait for
 * it. The same for the transaction that releases them.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class CrashMatrixTest {

    private static final List<String> COUNTIES = List.of("513431", "513432", "513436");
    private static final long SEED = 20_201_123;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Campaign campaign;

    @Inject
    CursorStore cursors;

    @Inject
    Projector projector;

    @Inject
    Releases releases;

    @Inject
    EventDecoder decoder;

    @Inject
    BackOff backOff;

    @Test
    void wherever_a_batch_is_killed_nothing_of_it_remains_and_the_rest_gives_what_the_oracle_says()
            throws SQLException {
        System.out.println("seed: " + SEED);
        int statements = batchKilledAfter(-1, 5_000);
        for (int after = 0; after <= statements; after++) {
            batchKilledAfter(after, 5_001 + after);
        }
        assertThat(statements).as("cursor to ledger, and the waiting room").isGreaterThanOrEqualTo(12);
    }

    @Test
    void wherever_a_release_is_killed_nothing_of_it_remains_and_it_is_done_once_in_the_end() throws SQLException {
        int statements = releaseKilledAfter(-1, 6_000);
        for (int after = 0; after <= statements; after++) {
            releaseKilledAfter(after, 6_001 + after);
        }
        assertThat(statements).isGreaterThanOrEqualTo(12);
    }

    /** @return how many statements the batch has */
    private int batchKilledAfter(int after, int partition) throws SQLException {
        Log log = new Log(partition, campaign, decoder);
        List<Decoded> first = log.records.subList(0, 40);
        apply(log, projector, first);
        String before = everything(log);
        KillingDataSource killing = new KillingDataSource(dataSource, after);
        List<Decoded> batch = log.records.subList(40, log.records.size());

        if (after < 0) {
            apply(log, over(killing.dataSource()), batch);
        } else {
            assertThatThrownBy(() -> apply(log, over(killing.dataSource()), batch))
                    .as("killed after %d statements", after)
                    .matches(failure -> !DatabaseFailure.isForGood(failure));
            assertThat(everything(log)).as("killed after %d statements", after).isEqualTo(before);
            apply(log, projector, batch);
        }

        assertFigures(log, log.applied());
        // The process dies between the commit and Kafka's: the next one finds the cursor, and has nothing to do.
        assertThat(claim(log).nextOffset()).isEqualTo(log.records.size());
        return killing.executed();
    }

    private int releaseKilledAfter(int after, int partition) throws SQLException {
        Log log = new Log(partition, campaign, decoder);
        apply(log, projector, log.records);
        assertFigures(log, log.applied());
        assertThat(text("SELECT count(*)::text FROM waiting WHERE src_partition = " + partition))
                .isEqualTo(Integer.toString(log.waiting()));
        sql("INSERT INTO publication.repair (topic, src_partition, src_offset, action, reason, caller) "
                + "SELECT topic, src_partition, src_offset, 'discard', 'test', 'test' FROM quarantine WHERE stuck"
                + " AND src_partition = " + partition);
        String before = everything(log);
        KillingDataSource killing = new KillingDataSource(dataSource, after);
        Claim claim = claim(log);
        Releases killed = new Releases(
                killing.dataSource(),
                cursors,
                new RepairStore(),
                new WaitingStore(),
                over(killing.dataSource()),
                decoder);

        if (after < 0) {
            int released = killed.release(log.topic, partition, claim.epoch());
            assertThat(released).as(quarantined(partition)).isEqualTo(log.waiting());
        } else {
            assertThatThrownBy(() -> killed.release(log.topic, partition, claim.epoch()))
                    .as("killed after %d statements", after)
                    .isInstanceOf(RuntimeException.class);
            assertThat(everything(log)).isEqualTo(before);
            assertThat(releases.release(log.topic, partition, claim.epoch() - 1))
                    .as("a zombie releases nothing")
                    .isZero();
            int released = backOff.untilItSucceeds(() -> releases.release(log.topic, partition, claim.epoch()));
            assertThat(released).isEqualTo(log.waiting());
        }
        assertThat(releases.release(log.topic, partition, claim.epoch()))
                .as("once")
                .isZero();
        assertFigures(log, log.events);
        assertThat(text("SELECT stuck::text FROM cursor WHERE partition = " + partition))
                .isEqualTo("0");
        return killing.executed();
    }

    private void apply(Log log, Projector over, List<Decoded> batch) {
        Claim claim = claim(log);
        long next = batch.get(batch.size() - 1).position().offset() + 1;
        Advance advance = new Advance(log.partition, claim, next, Instant.EPOCH);
        if (over == projector) {
            backOff.untilItSucceeds(() -> projector.apply(log.topic, List.of(advance), batch));
        } else {
            over.apply(log.topic, List.of(advance), batch);
        }
    }

    private Claim claim(Log log) {
        return backOff.untilItSucceeds(() -> QuarkusTransaction.requiringNew().call(() -> {
            try (var connection = dataSource.getConnection()) {
                return cursors.claim(connection, log.topic, log.partition, "test");
            }
        }));
    }

    private void assertFigures(Log log, List<Event> events) throws SQLException {
        Map<String, List<Long>> figures = new TreeMap<>();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT county || '/' || measure || '/' || stage, subjects, persons FROM county_counter"
                                + " WHERE (subjects <> 0 OR persons <> 0) AND src_partition = " + log.partition)) {
            while (row.next()) {
                figures.put(row.getString(1), List.of(row.getLong(2), row.getLong(3)));
            }
        }
        assertThat(figures).isEqualTo(new TreeMap<>(FiguresOracle.figures(events, LocalDate.MAX, Instant.MAX)));
        assertThat(
                        text(
                                """
                        SELECT count(*)::text FROM
                          (SELECT county, measure, stage, sum(subjects) AS s, sum(persons) AS p FROM county_counter
                           GROUP BY 1, 2, 3) AS c
                        FULL JOIN (SELECT county, measure, stage, sum(subjects) AS s, sum(persons) AS p FROM ledger
                                   WHERE measure <> 'report' GROUP BY 1, 2, 3) AS l USING (county, measure, stage)
                        WHERE coalesce(c.s, 0) <> coalesce(l.s, 0) OR coalesce(c.p, 0) <> coalesce(l.p, 0)"""))
                .as("Σ ledger = counters")
                .isEqualTo("0");
    }

    /** All that a batch can change, but for the epoch of the claim. */
    private String everything(Log log) throws SQLException {
        String subjects = " WHERE subject LIKE '" + log.prefix + "%'";
        String partition = " WHERE src_partition = " + log.partition;
        return text("SELECT next_offset || ' ' || stuck FROM cursor WHERE partition = " + log.partition)
                + digest("household_event" + subjects)
                + digest("household_state")
                + digest("county_counter" + partition)
                + text(
                        "SELECT string_agg(concat_ws(' ', src_offset, reason, stuck, handled, outcome), ',' ORDER BY src_offset)"
                                + " FROM quarantine" + partition)
                + digest("waiting" + partition)
                + text("SELECT count(*) || ' ' || sum(subjects) || ' ' || sum(persons) FROM ledger");
    }

    private String digest(String rows) throws SQLException {
        return text("SELECT md5(coalesce(string_agg(t::text, ' ' ORDER BY t::text), '')) FROM (SELECT * FROM " + rows
                + ") AS t");
    }

    private Projector over(AgroalDataSource other) {
        return new Projector(
                other,
                cursors,
                new EventStore(campaign),
                new StateStore(),
                new FigureStore(new LedgerNames(dataSource)),
                new QuarantineStore(),
                new WaitingStore(),
                new ProjectionMetrics(new SimpleMeterRegistry()));
    }

    private String quarantined(int partition) throws SQLException {
        return text("SELECT string_agg(concat_ws(' ', src_offset, subject, type, reason, detail, stuck, outcome), ', ')"
                + " FROM quarantine WHERE src_partition = " + partition);
    }

    private void sql(String statement) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.createStatement()) {
            update.executeUpdate(statement);
        }
    }

    private String text(String query) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** A log of its own, so that the running consumer is not met. */
    private static final class Log {

        private final String topic;
        private final int partition;
        private final String prefix;
        private final List<Event> events;
        private final List<Decoded> records = new ArrayList<>();
        private final List<Event> held = new ArrayList<>();
        private int waiting;

        Log(int partition, Campaign campaign, EventDecoder decoder) {
            this.topic = "matrix-" + partition;
            this.partition = partition;
            this.prefix = "m" + partition + "-";
            GeneratedHistory history = GeneratedHistory.of(SEED, prefix, COUNTIES, 12, 100);
            events = history.events();
            Set<String> stuck = new HashSet<>();
            for (Sent sent : history.sent()) {
                add(sent.message(), decoder);
                if (stuck.contains(sent.message().subject())) {
                    waiting++;
                    if (sent.event() != null) {
                        held.add(sent.event());
                    }
                }
                if (records.size() == 60) {
                    add(FieldEvent.status(prefix + 3, "RICH").county("513431"), decoder);
                    stuck.add(prefix + 3);
                    add(FieldEvent.ofType("household.born.v1", prefix + 4, "{}").county("513431"), decoder);
                    stuck.add(prefix + 4);
                    // A conflict holds nobody up: its identity has been applied.
                    add(registered(history).data("{\"status\":\"POOR\",\"persons\":50}"), decoder);
                }
            }
            assertThat(waiting).isPositive();
        }

        private static FieldEvent registered(GeneratedHistory history) {
            return history.sent().stream()
                    .filter(sent -> sent.event() != null && sent.event().fact() instanceof Fact.StatusChanged)
                    .findFirst()
                    .orElseThrow()
                    .message();
        }

        private void add(FieldEvent event, EventDecoder decoder) {
            var appended = event.message();
            byte[] key = appended.key().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            ConsumerRecord<byte[], byte[]> message =
                    new ConsumerRecord<>(topic, partition, records.size(), key, appended.value());
            appended.headers().forEach(header -> message.headers().add(header));
            records.add(decoder.decode(message));
        }

        /** Of the events those that do not wait. */
        List<Event> applied() {
            return events.stream().filter(event -> !held.contains(event)).toList();
        }

        int waiting() {
            return waiting;
        }
    }
}
