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
        sql("UPDATE cursor SET next_offset = 99 WHERE topic = 'claims-shorter'");
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
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServers.servers().bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 5; i++) {
                producer.send(new ProducerRecord<>(name, "k", "v")).get();
            }
        }
        return new TopicPartition(name, 0);
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", TestServers.servers().bootstrapServers()));
    }

    private Status readiness() {
        return new ProjectionReadiness(backOff, claims).call().getStatus();
    }

    private void sql(String update) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(update);
        }
    }

    private long cursor(int partition) throws SQLException {
        String sql = "SELECT next_offset FROM cursor WHERE topic = 'household-events.v1' AND partition = " + partition;
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
