package io.countywatch.metrics;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** An event as intake appends it, with valid defaults: {@code status("h1", "POOR").county("513429").append()}. */
public final class FieldEvent {

    private final Map<String, String> attributes = new LinkedHashMap<>();
    private String data;
    private String traceparent;
    private String valueless;

    private FieldEvent(String type, String subject, String data) {
        attributes.put("specversion", "1.0");
        attributes.put("id", UUID.randomUUID().toString());
        attributes.put("source", "/devices/d1");
        attributes.put("type", "countywatch." + type);
        attributes.put("subject", subject);
        attributes.put("time", "2020-01-02T08:00:00+08:00");
        attributes.put("countycode", "513429");
        attributes.put("recordedtime", "2020-01-02T01:00:00Z");
        this.data = data;
    }

    public static FieldEvent status(String household, String status) {
        return new FieldEvent(
                "household.status-changed.v1", household, "{\"status\":\"" + status + "\",\"persons\":4}");
    }

    public static FieldEvent resettled(String household, String toCounty) {
        return new FieldEvent(
                "household.relocation-changed.v1",
                household,
                "{\"kind\":\"RESETTLEMENT\",\"stage\":\"COMPLETED\",\"toCounty\":\"" + toCounty + "\"}");
    }

    public static FieldEvent retraction(FieldEvent of) {
        return new FieldEvent(
                "event.retracted.v1",
                of.attributes.get("subject"),
                "{\"source\":\"%s\",\"id\":\"%s\",\"reason\":\"mistake\"}"
                        .formatted(of.attributes.get("source"), of.attributes.get("id")));
    }

    public static FieldEvent ofType(String type, String subject, String data) {
        return new FieldEvent(type, subject, data);
    }

    public FieldEvent county(String code) {
        return with("countycode", code);
    }

    public FieldEvent at(String time) {
        return with("time", time);
    }

    public FieldEvent recorded(Instant instant) {
        return with("recordedtime", instant.toString());
    }

    public FieldEvent with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    public FieldEvent data(String json) {
        data = json;
        return this;
    }

    /** Of a request that is traced. */
    public FieldEvent traced(String parent) {
        traceparent = parent;
        return this;
    }

    /** With the header of an attribute, but nothing in it. */
    public FieldEvent withoutValue(String attribute) {
        valueless = attribute;
        return with(attribute, null);
    }

    public String subject() {
        return attributes.get("subject");
    }

    /** As intake appends it. */
    public ProducerRecord<String, byte[]> message() {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(
                "household-events.v1", subject(), data == null ? null : data.getBytes(StandardCharsets.UTF_8));
        attributes.forEach((name, value) -> {
            if (value != null) {
                message.headers().add("ce_" + name, value.getBytes(StandardCharsets.UTF_8));
            }
        });
        if (valueless != null) {
            message.headers().add("ce_" + valueless, (byte[]) null);
        }
        message.headers().add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
        if (traceparent != null) {
            message.headers().add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
        }
        return message;
    }

    /** Appends it and gives its receipt. */
    public String append() {
        return append(this);
    }

    /** Appends some in order; the receipt of the last. */
    public static String append(FieldEvent... events) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServers.servers().bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            RecordMetadata last = null;
            for (FieldEvent event : events) {
                last = producer.send(event.message()).get();
            }
            return last.partition() + ":" + last.offset();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
