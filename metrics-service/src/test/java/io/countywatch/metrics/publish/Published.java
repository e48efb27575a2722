package io.countywatch.metrics.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countywatch.metrics.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that was ever published on a topic, as a new consumer reads it. */
final class Published {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Published() {}

    static List<ConsumerRecord<String, String>> on(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServers.servers().bootstrapServers());
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    /** Last county snapshot by county. */
    static Map<String, JsonNode> counties() {
        Map<String, JsonNode> last = new TreeMap<>();
        on("county-metrics.v1").forEach(message -> last.put(message.key(), json(message.value())));
        return last;
    }

    /** Last snapshot of a village. */
    static JsonNode village(String code) {
        return on("village-metrics.v1").stream()
                .filter(message -> message.key().equals(code))
                .reduce((earlier, later) -> later)
                .map(message -> json(message.value()))
                .orElseThrow();
    }

    static Map<String, Long> revisions() {
        Map<String, Long> revisions = new TreeMap<>();
        counties()
                .forEach((county, snapshot) ->
                        revisions.put(county, snapshot.get("revision").asLong()));
        return revisions;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
