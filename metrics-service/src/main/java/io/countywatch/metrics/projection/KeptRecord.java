package io.countywatch.metrics.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the log as it was, kept where it cannot be applied yet.
 *
 * @param attributes as JSON: bytes, since PostgreSQL's texts cannot hold everything that a broken record can
 * @param payload null where there was none
 */
record KeptRecord(Position position, byte[] attributes, byte[] payload) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    static byte[] attributes(Envelope envelope) {
        try {
            return JSON.writeValueAsBytes(envelope.attributes());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it was read from the log: only a record whose key is its subject is kept. */
    ConsumerRecord<byte[], byte[]> message() {
        Map<String, String> texts = texts();
        ConsumerRecord<byte[], byte[]> message = new ConsumerRecord<>(
                position.topic(), position.partition(), position.offset(), utf8(texts.get("subject")), payload);
        texts.forEach((name, value) -> message.headers().add("ce_" + name, utf8(value)));
        return message;
    }

    private Map<String, String> texts() {
        try {
            return JSON.readValue(attributes, TEXTS);
        } catch (IOException e) {
            throw new UncheckedIOException("kept attributes are no JSON", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
