package io.countywatch.metrics.projection;

import static io.countywatch.metrics.FieldEvent.status;
import static io.countywatch.metrics.MetricsApi.county;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taking partitions over, with a real broker and a real database. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class PartitionClaimsTest {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    MetricsConfig config;

    @Inject
    EventConsumer running;

    private BackOff backOff;
    private PartitionClaims claims;

    @BeforeEach
    void claims() {
        backOff = new BackOff(config);
        claims = new PartitionClaims(dataSource, new CursorStore(), backOff);
    }

    @Test
    void a_new_log_is_read_from_its_start() throws Exception {
        TopicPartition partition = topic("claims-new");

        assign(partition, consumer -> assertThat(consumer.position(partition)).isZero());

        assertThat(claims.of(partition).nextOffset()).isZero();
        assertThat(readiness()).isEqualTo(Status.UP);
    }

    @Test
    void retention_that_passes_the_cursor_while_it_is_read_stops_the_partition_and_shows() throws Exception {
        TopicPartition partition = topic("claims-overtaken");

        assign(partition, consumer -> {
            claims.refuseOvertaken(consumer);
            assertThat(consumer.paused()).isEmpty();
            try (Admin admin = admin()) {
                admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(3)))
                        .all()
                        .get();
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            claims.refuseOvertaken(consumer);
            assertThat(consumer.paused()).containsExactly(partition);
        });

        assertThat(claims.of(partition)).isNull();
        assertThat(claims.gaps().get(partition))
                .isEqualTo(new PartitionClaims.Gap("retention has passed the cursor", 0, 3));
        assertThat(readiness()).isEqualTo(Status.DOWN);
    }

    @Test
    void retention_that_has_passed_the_cursor_stops_the_partition_and_shows() throws Exception {
        TopicPartition partition = topic("claims-retention");
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(3)))
                    .all()
                    .get();
        }

        assign(partition, consumer -> assertThat(consumer.paused()).containsExactly(partition));

        assertThat(claims.of(partition)).isNull();
        assertThat(claims.gaps().get(partition))
                .isEqualTo(new PartitionClaims.Gap("retention has passed the cursor", 0, 3));
        assertThat(readiness()).isEqualTo(Status.DOWN);
    }

    @Test
    void a_log_that_ends_before_the_cursor_is_another_log_and_stops_too() throws Exception {
        TopicPartition partition = topic("claims-shorter");
        assign(partition, consumer -> {});
        execute("UPDATE cursor SET next_offset = 99 WHERE topic = 'claims-shorter'");
        claims.onPartitionsRevoked(null, List.of(partition));

        assign(partition, consumer -> assertThat(consumer.paused()).containsExactly(partition));

        assertThat(claims.of(partition)).isNull();
        assertThat(claims.gaps()).containsKey(partition);
    }

    @Test
    void a_partition_taken_over_while_the_database_is_away_is_claimed_when_it_is_back() throws Exception {
        TopicPartition partition = topic("claims-away");
        TestServers.servers().killPostgres();

        CompletableFuture<Void> assigned = CompletableFuture.runAsync(() -> assign(partition, consumer -> {}));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(readiness()).isEqualTo(Status.DOWN));
        TestServers.servers().startPostgres();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(assigned).isDone());
        assertThat(claims.of(partition).nextOffset()).isZero();
        assertThat(readiness()).isEqualTo(Status.UP);
    }

    @Test
    void a_partition_that_stays_with_us_although_another_took_its_claim_is_claimed_again_at_the_second_look()
            throws Exception {
        TopicPartition partition = topic("claims-left-out");

        assign(partition, consumer -> {
            execute("UPDATE cursor SET owner_epoch = owner_epoch + 1, next_offset = 2 WHERE topic = 'claims-left-out'");
            assertThat(claims.settle(partition, claims.of(partition))).isFalse();

            claims.claimLeftOut(consumer);
            assertThat(claims.of(partition)).isNull();
            assertThat(claims.unclaimed()).containsExactly(partition);
            assertThat(claims.cursors()).containsExactly(Map.entry(partition, 2L));
            assertThat(readiness()).isEqualTo(Status.DOWN);

            claims.claimLeftOut(consumer);
            assertThat(claims.of(partition).nextOffset()).isEqualTo(2);
            assertThat(claims.unclaimed()).isEmpty();
            assertThat(consumer.position(partition)).isEqualTo(2);
            assertThat(readiness()).isEqualTo(Status.UP);
        });
    }

    @Test
    void what_kafka_has_taken_from_us_too_is_not_claimed_again() throws Exception {
        TopicPartition partition = topic("claims-gone");

        assign(partition, consumer -> {
            execute("UPDATE cursor SET owner_epoch = 77 WHERE topic = 'claims-gone'");
            claims.settle(partition, claims.of(partition));
            claims.claimLeftOut(consumer);
            consumer.assign(List.of());
            claims.onPartitionsRevoked(consumer, List.of(partition));

            claims.claimLeftOut(consumer);
            claims.claimLeftOut(consumer);
        });

        assertThat(claims.of(partition)).isNull();
        assertThat(readiness()).isEqualTo(Status.UP);
        assertThat(number("SELECT owner_epoch FROM cursor WHERE topic = 'claims-gone'"))
                .isEqualTo(77);
    }

    /** Through the running consumer: nothing is assigned anew, and yet it goes on. */
    @Test
    void an_instance_that_was_fenced_and_keeps_its_partition_in_kafka_goes_on() throws Exception {
        String receipt = status("fenced-1", "POOR").county("533301").append();
        assertThat(county("533301", receipt).getInt("measures.status.POOR.subjects"))
                .isEqualTo(1);
        int partition = Integer.parseInt(receipt.split(":")[0]);
        execute("UPDATE cursor SET owner_epoch = owner_epoch + 1 WHERE topic = 'household-events.v1' AND partition = "
                + partition);

        String after = status("fenced-1", "LIFTED")
                .county("533301")
                .at("2020-03-01T00:00:00Z")
                .append();

        long position = Long.parseLong(after.split(":")[1]);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(cursor(partition)).isGreaterThan(position));
        assertThat(county("533301", after).getMap("measures.status")).containsOnlyKeys("LIFTED");
    }

    @Test
    void records_that_come_while_the_claim_is_waited_for_are_no_gap() throws Exception {
        TopicPartition partition = topic("claims-waited");
        assign(partition, consumer -> {});
        claims.onPartitionsRevoked(null, List.of(partition));

        try (var other = dataSource.getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("UPDATE cursor SET next_offset = 8 WHERE topic = 'claims-waited'");
            CompletableFuture<Void> assigned = CompletableFuture.runAsync(() ->
                    assign(partition, consumer -> assertThat(consumer.paused()).isEmpty()));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND query LIKE 'INSERT INTO cursor%'")
                            > 0);
            append("claims-waited", 3);
            other.commit();
            assigned.get(30, TimeUnit.SECONDS);
        }

        assertThat(claims.gaps()).isEmpty();
        assertThat(claims.of(partition).nextOffset()).isEqualTo(8);
    }

    @Test
    void records_that_do_not_follow_the_cursor_move_nothing_and_are_read_again() throws Exception {
        String receipt = status("stale-1", "POOR").county("533325").append();
        assertThat(county("533325", receipt).getInt("measures.status.POOR.subjects"))
                .isEqualTo(1);
        int partition = Integer.parseInt(receipt.split(":")[0]);
        long next = Long.parseLong(receipt.split(":")[1]) + 1;
        var far = Messages.status()
                .with("subject", "stale-2")
                .with("countycode", "533325")
                .at(partition, next + 1000);
        TopicPartition where = new TopicPartition("household-events.v1", partition);

        running.consume(new ConsumerRecords<>(Map.of(where, List.of(far)), Map.of()));

        assertThat(cursor(partition)).isEqualTo(next);
        String after = status("stale-1", "LIFTED")
                .county("533325")
                .at("2020-03-01T00:00:00Z")
                .append();
        assertThat(county("533325", after).getInt("measures.status.LIFTED.subjects"))
                .isEqualTo(1);
        assertThat(county("533325", after).getMap("measures.status")).hasSize(1);
    }

    private void assign(TopicPartition partition, java.util.function.Consumer<KafkaConsumer<byte[], byte[]>> then) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServers.servers().bootstrapServers(), "auto.offset.reset", "none");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            claims.onPartitionsAssigned(consumer, List.of(partition));
            then.accept(consumer);
        }
    }

    /** A log of one partition with five records. */
    private static TopicPartition topic(String name) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
        append(name, 5);
        return new TopicPartition(name, 0);
    }

    private static void append(String topic, int records) throws ExecutionException, InterruptedException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServers.servers().bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, "k", "v")).get();
            }
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", TestServers.servers().bootstrapServers()));
    }

    private Status readiness() {
        return new ProjectionReadiness(backOff, claims).call().getStatus();
    }

    private void execute(String update) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(update);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long cursor(int partition) {
        return number(
                "SELECT next_offset FROM cursor WHERE topic = 'household-events.v1' AND partition = " + partition);
    }

    private long number(String query) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
