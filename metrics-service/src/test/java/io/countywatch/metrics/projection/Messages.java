package io.countywatch.metrics.projection;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the log with valid defaults: {@code status().with("id", "e2").data("…")}. */
final class Messages {

    private final Map<String, String> attributes = new TreeMap<>(Map.of(
            "specversion", "1.0",
            "id", "e1",
            "source", "/devices/d1",
            "type", "countywatch.household.status-changed.v1",
            "subject", "h1",
            "time", "2020-05-27T16:20:00+08:00",
            "countycode", "513429",
            "recordedtime", "2020-05-28T00:00:00Z"));
    private byte[] data = utf8("{\"status\":\"POOR\",\"persons\":4}");
    private String key;

    static Messages status() {
        return new Messages();
    }

    /** A structured event, as the contract's examples are, in Kafka's binary mode. */
    static Messages structured(JsonNode event) {
        Messages message = new Messages();
        event.properties().forEach(attribute -> {
            if (attribute.getKey().equals("data")) {
                message.data = utf8(attribute.getValue().toString());
            } else if (!attribute.getValue().isNull()) {
                message.with(attribute.getKey(), attribute.getValue().asText());
            }
        });
        return message;
    }

    /** @param value null: without it */
    Messages with(String attribute, String value) {
        if (value == null) {
            attributes.remove(attribute);
        } else {
            attributes.put(attribute, value);
        }
        return this;
    }

    Messages data(String json) {
        return data(json == null ? null : utf8(json));
    }

    Messages data(byte[] bytes) {
        data = bytes;
        return this;
    }

    Messages key(String other) {
        key = other;
        return this;
    }

    ConsumerRecord<byte[], byte[]> at(int partition, long offset) {
        String subject = key != null ? key : attributes.get("subject");
        ConsumerRecord<byte[], byte[]> message = new ConsumerRecord<>(
                "household-events.v1", partition, offset, subject == null ? null : utf8(subject), data);
        attributes.forEach((name, value) -> message.headers().add("ce_" + name, utf8(value)));
        return message;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
