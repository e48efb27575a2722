package io.countywatch.alert.delivery;

import io.countywatch.shared.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/**
 * Sends to {@code county-alerts.v1} and {@code county-alert-state.v1}, by the channels' own producers. Not by their
 * emitters: an emitter keeps what the producer does not take yet, for longer than anybody has waited for it, and a state
 * that comes out of it then may lie on the compacted topic above a newer one of another replica.
 */
@Singleton
class TopicPublisher {

    private static final byte[] CLOUD_EVENT = "application/cloudevents+json".getBytes(StandardCharsets.UTF_8);
    private static final byte[] JSON = "application/json".getBytes(StandardCharsets.UTF_8);

    private final Function<String, Producer<String, String>> producers;
    private final Traces traces;

    // The emitters are not used, but without them the channels would not be made.
    @Inject
    TopicPublisher(
            KafkaClientService clients,
            @Channel("county-alerts") Emitter<String> alerts,
            @Channel("county-alert-state") Emitter<String> state,
            Traces traces) {
        this(sink -> clients.<String, String>getProducer(sink).unwrap(), traces);
    }

    /** @param producers by sink */
    TopicPublisher(Function<String, Producer<String, String>> producers, Traces traces) {
        this.producers = producers;
        this.traces = traces;
    }

    /**
     * Hands a row over; waits for {@code max.block.ms} at most while Kafka is away. Completes when all in-sync replicas
     * have it, fails when the producer gives up, at most {@code delivery.timeout.ms} after it was handed over.
     */
    CompletableFuture<Void> send(OutboxStore.Row row) {
        ProducerRecord<String, String> message = new ProducerRecord<>(topic(row), row.alert(), row.payload());
        message.headers().add("content-type", row.sink().equals("county-alerts") ? CLOUD_EVENT : JSON);
        message.headers().add("notification", row.notification().getBytes(StandardCharsets.UTF_8));
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        if (row.traceparent() != null) {
            Span span = span(row);
            message.headers().add(Traces.header(Traces.parent(span)));
            acknowledged.whenComplete((done, failure) -> span.end());
        }
        try {
            producers.apply(row.sink()).send(message, (metadata, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            acknowledged.completeExceptionally(e); // of a closed producer
        }
        return acknowledged;
    }

    private Span span(OutboxStore.Row row) {
        Span span = traces.begin("send " + topic(row), SpanKind.PRODUCER, Traces.parent(row.traceparent()));
        return span.setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", topic(row))
                .setAttribute("countywatch.alert", row.alert());
    }

    private static String topic(OutboxStore.Row row) {
        return row.sink() + ".v1";
    }
}
