package io.countywatch.intake.append;

import io.countywatch.intake.event.Event;
import io.countywatch.intake.event.Extension;
import io.countywatch.intake.event.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;

/** Appends to the two topics without ever blocking. The callback runs on the producer's own thread: keep it short. */
final class EventLog {

    private static final byte[] JSON = utf8("application/json");
    private static final byte[] SPECVERSION = utf8("1.0");

    private final Supplier<Producer<String, byte[]>> producer;
    private final String eventTopic;
    private final String rejectTopic;

    EventLog(Supplier<Producer<String, byte[]>> producer, String eventTopic, String rejectTopic) {
        this.producer = producer;
        this.eventTopic = eventTopic;
        this.rejectTopic = rejectTopic;
    }

    /** CloudEvents Kafka binary mode: attributes are headers, the value is {@code data} as the client sent it. */
    void append(Event event, Receipt receipt, Callback callback) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(eventTopic, event.subject(), event.data());
        Headers headers = message.headers();
        headers.add("ce_specversion", SPECVERSION);
        headers.add("ce_id", utf8(event.identity().id()));
        headers.add("ce_source", utf8(event.identity().source()));
        headers.add("ce_type", utf8(event.type().typeName()));
        headers.add("ce_subject", utf8(event.subject()));
        headers.add("ce_time", utf8(event.time()));
        headers.add("ce_countycode", utf8(event.countycode()));
        if (event.sequence() != null) {
            headers.add("ce_sequence", utf8(event.sequence()));
        }
        headers.add("ce_recordedtime", utf8(receipt.at().toString()));
        for (Extension extension : event.extensions()) {
            if (!extension.name().equals(Receipt.SKEW)) {
                headers.add("ce_" + extension.name(), utf8(extension.value()));
            }
        }
        if (!receipt.skew().isZero()) {
            headers.add("ce_" + Receipt.SKEW, utf8(Long.toString(receipt.skew().toMillis())));
        }
        headers.add("content-type", JSON);
        send(message, callback);
    }

    void append(RejectRecord reject, Callback callback) {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(rejectTopic, reject.item().known().source(), reject.json());
        message.headers().add("content-type", JSON);
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
