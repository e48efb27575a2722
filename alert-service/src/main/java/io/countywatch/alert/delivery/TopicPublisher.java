package io.countywatch.alert.delivery;

import io.countywatch.shared.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Sends to {@code county-alerts.v1} and {@code county-alert-state.v1}. */
@Singleton
class TopicPublisher {

    private static final byte[] CLOUD_EVENT = "application/cloudevents+json".getBytes(StandardCharsets.UTF_8);
    private static final byte[] JSON = "application/json".getBytes(StandardCharsets.UTF_8);

    private final Emitter<String> alerts;
    private final Emitter<String> state;
    private final Traces traces;

    // The outbox already bounds what is in flight, so the emitters need not.
    TopicPublisher(
            @Channel("county-alerts") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<String> alerts,
            @Channel("county-alert-state") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) Emitter<String> state,
            Traces traces) {
        this.alerts = alerts;
        this.state = state;
        this.traces = traces;
    }

    /** Completes when all in-sync replicas have it, fails when Kafka gives up. */
    CompletionStage<Void> send(OutboxStore.Row row) {
        boolean transition = row.sink().equals("county-alerts");
        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", transition ? CLOUD_EVENT : JSON);
        headers.add("notification", row.notification().getBytes(StandardCharsets.UTF_8));
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        if (row.traceparent() != null) {
            Span span = span(row);
            headers.add(Traces.header(Traces.parent(span)));
            acknowledged.whenComplete((done, failure) -> span.end());
        }
        Message<String> message = Message.of(row.payload())
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(row.alert())
                        .withHeaders(headers)
                        .build())
                .withAck(() -> {
                    acknowledged.complete(null);
                    return CompletableFuture.completedFuture(null);
                })
                .withNack(failure -> {
                    acknowledged.completeExceptionally(failure);
                    return CompletableFuture.completedFuture(null);
                });
        (transition ? alerts : state).send(message);
        return acknowledged;
    }

    private Span span(OutboxStore.Row row) {
        String topic = row.sink() + ".v1";
        Span span = traces.begin("send " + topic, SpanKind.PRODUCER, Traces.parent(row.traceparent()));
        return span.setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", topic)
                .setAttribute("countywatch.alert", row.alert());
    }
}
