package io.countywatch.metrics.rejections;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countywatch.metrics.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A reject as intake writes it, with valid defaults: {@code rejected("out_of_scope").county("513429").append()}. */
public final class RejectedItem {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private RejectedItem(String code) {
        fields.put("rejection", UUID.randomUUID().toString());
        fields.put("code", code);
        fields.put("errors", List.of(Map.of("pointer", "/data/persons", "code", "out_of_range", "detail", "too many")));
        fields.put("source", "/devices/d1");
        fields.put("id", "e1");
        fields.put("type", "countywatch.household.status-changed.v1");
        fields.put("subject", "h1");
        fields.put("countycode", "513429");
        fields.put("device", "d1");
        fields.put("caller", "worker-1");
        fields.put("request", "r1");
        fields.put("index", 0);
        fields.put("receivedAt", "2020-06-28T12:00:00Z");
        fields.put("original", Map.of("encoding", "text", "content", "{\"id\":\"e1\"}"));
        fields.put("truncated", false);
    }

    public static RejectedItem rejected(String code) {
        return new RejectedItem(code);
    }

    public RejectedItem county(String code) {
        return with("countycode", code);
    }

    RejectedItem receivedAt(String instant) {
        return with("receivedAt", instant);
    }

    RejectedItem original(String encoding, String content) {
        return with("original", Map.of("encoding", encoding, "content", content));
    }

    RejectedItem with(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    RejectedItem without(String field) {
        fields.remove(field);
        return this;
    }

    byte[] json() {
        try {
            return new JsonMapper().writeValueAsBytes(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Appends it and gives its id. */
    public String append() {
        append(json());
        return (String) fields.get("rejection");
    }

    static void append(byte[] value) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServers.servers().bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("household-rejects.v1", 0, "/devices/d1", value))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void append(String text) {
        append(text.getBytes(StandardCharsets.UTF_8));
    }
}
