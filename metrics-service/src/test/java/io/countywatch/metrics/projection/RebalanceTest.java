package io.countywatch.metrics.projection;

import static io.countywatch.metrics.FieldEvent.append;
import static io.countywatch.metrics.FieldEvent.status;
import static io.countywatch.metrics.MetricsApi.county;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.metrics.FieldEvent;
import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** Partitions that come and go while events arrive. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RebalanceTest {

    @Test
    void a_second_consumer_that_joins_and_leaves_all_the_time_loses_and_doubles_nothing() {
        CompletableFuture<Void> storm = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 4; i++) {
                joinAndLeave();
            }
        });
        int households = 0;
        while (!storm.isDone()) {
            int first = households;
            append(IntStream.range(first, first + 100)
                    .mapToObj(i -> status("storm-" + i, "POOR").county("621121"))
                    .toArray(FieldEvent[]::new));
            households += 100;
        }
        storm.join();
        int expected = households;

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        county("621121", append(status("storm-last", "POOR").county("621126")))
                                .getInt("measures.status.POOR.persons"))
                .isEqualTo(4 * expected));
    }

    @Test
    void kafka_is_told_how_far_we_are_as_a_hint_for_lag_tools() {
        String receipt = status("hint-1", "POOR").county("621223").append();
        county("621223", receipt);
        TopicPartition partition = new TopicPartition("household-events.v1", Integer.parseInt(receipt.split(":")[0]));

        try (var consumer = consumer()) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                OffsetAndMetadata hint =
                        consumer.committed(java.util.Set.of(partition)).get(partition);
                assertThat(hint).isNotNull();
                assertThat(hint.offset()).isGreaterThan(Long.parseLong(receipt.split(":")[1]));
            });
        }
    }

    /** Takes a share of the partitions, reads of them what it gets, and goes. */
    private static void joinAndLeave() {
        try (var consumer = consumer()) {
            consumer.subscribe(List.of("household-events.v1"));
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200));
                        return !consumer.assignment().isEmpty();
                    });
            consumer.poll(Duration.ofMillis(300));
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", TestServers.servers().bootstrapServers(),
                "group.id", "metrics-service",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
