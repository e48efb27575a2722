package io.countywatch.intake.append;

import io.countywatch.intake.event.Event;
import io.countywatch.intake.event.EventType;
import io.countywatch.intake.event.Extension;
import io.countywatch.intake.event.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Appends to the two topics without ever blocking. The callback runs on the producer's own thread: keep it short. */
final class EventLog {

    // Records share these: they are never changed.
    private static final Header JSON = header("content-type", "application/json");
    private static final Header SPECVERSION = header("ce_specversion", "1.0");
    private static final Map<EventType, Header> TYPES = types();

    private final Supplier<Producer<String, byte[]>> producer;
    private final String eventTopic;
    private final String rejectTopic;

    EventLog(Supplier<Producer<String, byte[]>> producer, String eventTopic, String rejectTopic) {
        this.producer = producer;
        this.eventTopic = eventTopic;
        this.rejectTopic = rejectTopic;
    }

    /**
     * What all records of one request have in common.
     *
     * @param skew {@code null} when the device's clock is right, or told nothing
     * @param trace {@code null} when the request is not sampled
     */
    record Stamp(Header recordedTime, Header skew, Header trace) {

        static Stamp of(Receipt receipt, Header trace) {
            Header skew = receipt.skew().isZero()
                    ? null
                    : header("ce_" + Receipt.SKEW, Long.toString(receipt.skew().toMillis()));
            return new Stamp(header("ce_recordedtime", receipt.at().toString()), skew, trace);
        }
    }

    /** CloudEvents Kafka binary mode: attributes are headers, the value is {@code data} as the client sent it. */
    void append(Event event, Stamp stamp, Callback callback) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(eventTopic, event.subject(), event.data());
        Headers headers = message.headers();
        headers.add(SPECVERSION);
        headers.add("ce_id", utf8(event.identity().id()));
        headers.add("ce_source", utf8(event.identity().source()));
        headers.add(TYPES.get(event.type()));
        headers.add("ce_subject", utf8(event.subject()));
        headers.add("ce_time", utf8(event.time()));
        headers.add("ce_countycode", utf8(event.countycode()));
        if (event.sequence() != null) {
            headers.add("ce_sequence", utf8(event.sequence()));
        }
        headers.add(stamp.recordedTime());
        for (Extension extension : event.extensions()) {
            if (!extension.name().equals(Receipt.SKEW)) {
                headers.add("ce_" + extension.name(), utf8(extension.value()));
            }
        }
        if (stamp.skew() != null) {
            headers.add(stamp.skew());
        }
        headers.add(JSON);
        if (stamp.trace() != null) {
            headers.add(stamp.trace());
        }
        send(message, callback);
    }

    void append(RejectRecord reject, Callback callback) {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(rejectTopic, reject.item().known().source(), reject.json());
        message.headers().add(JSON);
        send(message, callback);
    }

    /**
     * The producer has max.block.ms 0. Most failures come through the callback; those of a closed producer are thrown.
     */
    private void send(ProducerRecord<String, byte[]> message, Callback callback) {
        try {
            producer.get().send(message, callback);
        } catch (KafkaException | IllegalStateException e) {
            callback.onCompletion(null, e);
        }
    }

    String eventTopic() {
        return eventTopic;
    }

    /** Asks for both topics so that the producer keeps knowing them; {@code false} while it does not. */
    boolean knowsTopics() {
        try {
            // Both are always asked for: the first answer must not leave the second unknown.
            boolean events = !producer.get().partitionsFor(eventTopic).isEmpty();
            return !producer.get().partitionsFor(rejectTopic).isEmpty() && events;
        } catch (TimeoutException e) {
            return false;
        }
    }

    void flush() {
        producer.get().flush();
    }

    private static Map<EventType, Header> types() {
        Map<EventType, Header> types = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            types.put(type, header("ce_type", type.typeName()));
        }
        return types;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
