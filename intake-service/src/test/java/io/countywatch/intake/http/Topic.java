package io.countywatch.intake.http;

import io.countywatch.local.infrastructure.Infrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Looks into the real topics. */
final class Topic {

    private Topic() {}

    /** The record at a receipt, {@code partition:offset}. */
    static ConsumerRecord<String, byte[]> read(Infrastructure servers, String topic, String receipt) {
        String[] parts = receipt.split(":");
        TopicPartition partition = new TopicPartition(topic, Integer.parseInt(parts[0]));
        try (KafkaConsumer<String, byte[]> consumer = consumer(servers)) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, Long.parseLong(parts[1]));
            for (int i = 0; i < 20; i++) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(500))) {
                    return message;
                }
            }
        }
        throw new AssertionError("nothing at " + receipt);
    }

    /** The value of the one record that holds the text. */
    static String find(Infrastructure servers, String topic, String text) {
        try (KafkaConsumer<String, byte[]> consumer = consumer(servers)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int i = 0; i < 20; i++) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(500))) {
                    String value = new String(message.value(), StandardCharsets.UTF_8);
                    if (value.contains(text)) {
                        return value;
                    }
                }
            }
        }
        throw new AssertionError("not in " + topic);
    }

    static Map<String, String> headers(ConsumerRecord<String, byte[]> message) {
        Map<String, String> headers = new TreeMap<>();
        message.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    private static KafkaConsumer<String, byte[]> consumer(Infrastructure servers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
