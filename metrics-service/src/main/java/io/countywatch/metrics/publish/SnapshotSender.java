package io.countywatch.metrics.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countywatch.shared.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Sends snapshots and waits for Kafka's acknowledgements. What it may buffer is bounded by what one tick sends. */
@Singleton
class SnapshotSender {

    private static final long PATIENCE_SECONDS = 30;

    private final Emitter<Record<String, byte[]>> counties;
    private final Emitter<Record<String, byte[]>> villages;
    private final Emitter<Record<String, byte[]>> quarantine;
    private final ObjectMapper json;
    private final SnapshotTraces traces;

    SnapshotSender(
            @Channel("county-metrics") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    Emitter<Record<String, byte[]>> counties,
            @Channel("village-metrics") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    Emitter<Record<String, byte[]>> villages,
            @Channel("household-quarantine") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    Emitter<Record<String, byte[]>> quarantine,
            ObjectMapper json,
            SnapshotTraces traces) {
        this.counties = counties;
        this.villages = villages;
        this.quarantine = quarantine;
        this.json = json;
        this.traces = traces;
    }

    void counties(Collection<CountySnapshot> snapshots) {
        Map<String, Span> spans = traces.begin(snapshots);
        try {
            send(
                    snapshots,
                    CountySnapshot::county,
                    (key, value) -> spans.containsKey(key)
                            ? traced(key, value, spans.get(key))
                            : counties.send(Record.of(key, value)));
        } finally {
            spans.values().forEach(Span::end);
        }
    }

    void villages(Collection<VillageSnapshot> snapshots) {
        send(snapshots, VillageSnapshot::village, (key, value) -> villages.send(Record.of(key, value)));
    }

    void quarantine(Collection<QuarantineRecord> records) {
        send(records, QuarantineRecord::subject, (key, value) -> quarantine.send(Record.of(key, value)));
    }

    private CompletionStage<Void> traced(String key, byte[] value, Span span) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        RecordHeaders headers = new RecordHeaders();
        headers.add(Traces.header(Traces.parent(span)));
        counties.send(Message.of(Record.of(key, value))
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(key)
                        .withHeaders(headers)
                        .build())
                .withAck(() -> {
                    acknowledged.complete(null);
                    return CompletableFuture.completedFuture(null);
                })
                .withNack(failure -> {
                    acknowledged.completeExceptionally(failure);
                    return CompletableFuture.completedFuture(null);
                }));
        return acknowledged;
    }

    private <T> void send(
            Collection<T> values, Function<T, String> key, BiFunction<String, byte[], CompletionStage<Void>> channel) {
        CompletableFuture<?>[] acknowledgements = values.stream()
                .map(value -> channel.apply(key.apply(value), bytes(value)).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(acknowledgements)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
