package io.countywatch.metrics.projection;

import java.nio.charset.StandardCharsets;
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
