package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The CloudEvents attributes of a record that the projection uses, found in one pass over its headers; null where there
 * is none. Of a repeated one the last counts.
 */
final class Envelope {

    private String subject;
    private String type;
    private String county;
    private String sequence;
    private String time;
    private String recorded;
    private String source;
    private String id;

    static Envelope of(ConsumerRecord<byte[], byte[]> message) {
        Envelope envelope = new Envelope();
        for (Header header : message.headers()) {
            envelope.take(header);
        }
        return envelope;
    }

    private void take(Header header) {
        switch (header.key()) {
            case "ce_subject" -> subject = text(header);
            case "ce_type" -> type = text(header);
            case "ce_countycode" -> county = text(header);
            case "ce_sequence" -> sequence = text(header);
            case "ce_time" -> time = text(header);
            case "ce_recordedtime" -> recorded = text(header);
            case "ce_source" -> source = text(header);
            case "ce_id" -> id = text(header);
            default -> {} // an extension: kept in the log
        }
    }

    /** As an event says it that has been read: its instants to the microsecond, in UTC. */
    static Envelope of(StoredEvent stored) {
        Event event = stored.event();
        Stamp stamp = event.stamp();
        Envelope envelope = new Envelope();
        envelope.subject = event.subject();
        envelope.type = stored.type();
        envelope.county = event.county();
        envelope.sequence = stamp.digits();
        envelope.time = stamp.time().toString();
        envelope.recorded = stamp.recorded().toString();
        envelope.source = stamp.source();
        envelope.id = stamp.id();
        return envelope;
    }

    /** By their names in CloudEvents; those that are there. */
    Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("subject", subject);
        attributes.put("type", type);
        attributes.put("countycode", county);
        attributes.put("sequence", sequence);
        attributes.put("time", time);
        attributes.put("recordedtime", recorded);
        attributes.put("source", source);
        attributes.put("id", id);
        attributes.values().removeIf(Objects::isNull);
        return attributes;
    }

    private static String text(Header header) {
        return header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    String subject() {
        return subject;
    }

    String type() {
        return type;
    }

    String county() {
        return county;
    }

    String sequence() {
        return sequence;
    }

    String time() {
        return time;
    }

    String recorded() {
        return recorded;
    }

    String source() {
        return source;
    }

    String id() {
        return id;
    }
}
