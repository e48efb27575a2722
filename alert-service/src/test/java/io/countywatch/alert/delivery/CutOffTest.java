package io.countywatch.alert.delivery;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.alert.TestServers;
import io.countywatch.alert.evaluation.Database;
import io.countywatch.local.infrastructure.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** A replica that is cut off from Kafka but not from PostgreSQL, with the producer as it is packaged but for its limits. */
@QuarkusTest
@QuarkusTestResource(value = CutOffTest.BehindAProxy.class, restrictToAnnotatedClass = true)
class CutOffTest {

    private static final String STATES = "county-alert-state";
    private static final String TOPIC = STATES + ".v1";
    private static final int ALERTS = 25;
    private static final Duration CLAIM = Duration.ofSeconds(6);

    private static KafkaProxy proxy;

    /** Servers of a service that reaches the state's topic over a way that is cut from the start. */
    public static final class BehindAProxy extends TestServers {
        @Override
        protected Map<String, String> more() {
            proxy = new KafkaProxy(infrastructure.bootstrapServers());
            proxy.cut();
            String producer = "mp.messaging.outgoing." + STATES;
            return Map.of(
                    producer + ".bootstrap.servers",
                    proxy.bootstrapServers(),
                    producer + ".max.block.ms",
                    "1000",
                    producer + ".request.timeout.ms",
                    "1000",
                    producer + ".delivery.timeout.ms",
                    "1500",
                    "mp.messaging.outgoing.county-alerts.max.block.ms",
                    "1000",
                    "mp.messaging.outgoing.county-alerts.request.timeout.ms",
                    "1000",
                    "mp.messaging.outgoing.county-alerts.delivery.timeout.ms",
                    "1500",
                    "countywatch.delivery.claim",
                    CLAIM.toSeconds() + "s",
                    "countywatch.delivery.retry",
                    "200ms",
                    "countywatch.delivery.longest-retry",
                    "1s");
        }

        @Override
        public void stop() {
            proxy.close();
            super.stop();
        }
    }

    @TestServers.Running
    Infrastructure infrastructure;

    @Inject
    DeliveryService cutOff;

    @Inject
    OutboxStore outbox;

    @Inject
    Database database;

    @Test
    void what_it_claimed_does_not_arrive_after_what_another_replica_has_told_since() {
        List<String> alerts =
                IntStream.range(0, ALERTS).mapToObj(number -> "alert-" + number).toList();
        alerts.forEach(alert -> write(alert, 1));
        cutOff.turn();
        alerts.forEach(alert -> write(alert, 2));

        deliverAllByAnotherReplica();
        proxy.heal();
        write("sentinel", 1); // on the same way as whatever the first replica still holds
        await().atMost(90, SECONDS).until(() -> {
            cutOff.turn();
            return count("SELECT count(*) FROM outbox WHERE done_at IS NULL") == 0;
        });

        Map<String, String> last = lastOfEachKey();
        assertThat(last).containsEntry("sentinel", "1").hasSize(ALERTS + 1);
        assertThat(alerts).allSatisfy(alert -> assertThat(last).containsEntry(alert, "2"));
    }

    /** As a replica does it, beside the one that is cut off, until nothing is open. */
    private void deliverAllByAnotherReplica() {
        Map<String, Object> settings = Map.of("bootstrap.servers", infrastructure.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            await().atMost(60, SECONDS).until(() -> {
                List<OutboxStore.Row> rows = outbox.claim("another", CLAIM, 500);
                for (OutboxStore.Row row : rows) {
                    producer.send(new ProducerRecord<>(TOPIC, row.alert(), row.payload()))
                            .get();
                }
                outbox.done(rows);
                return count("SELECT count(*) FROM outbox WHERE done_at IS NULL") == 0;
            });
        }
    }

    private Map<String, String> lastOfEachKey() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                infrastructure.bootstrapServers(),
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest");
        Map<String, String> last = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> last.put(message.key(), message.value()));
            }
        }
        return last;
    }

    private void write(String alert, int revision) {
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    INSERT INTO outbox (sink, alert, notification, payload, created_at)
                    VALUES (?, ?, ?, ?, clock_timestamp())
                    """)) {
                statement.setString(1, STATES);
                statement.setString(2, alert);
                statement.setString(3, alert + "@" + revision);
                statement.setString(4, Integer.toString(revision));
                return statement.executeUpdate();
            }
        });
    }

    private long count(String sql) {
        return database.inTransaction(connection -> {
            try (var rows = connection.createStatement().executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}
