package io.countywatch.metrics.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Sends snapshots and waits for Kafka's acknowledgements. What it may buffer is bounded by what one tick sends. */
@Singleton
class SnapshotSender {

    private static final long PATIENCE_SECONDS = 30;

    private final Emitter<Record<String, byte[]>> counties;
    private final Emitter<Record<String, byte[]>> villages;
    private final Emitter<Record<String, byte[]>> quarantine;
    private final ObjectMapper json;

    SnapshotSender(
            @Channel("county-metrics") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    Emitter<Record<String, byte[]>> counties,
            @Channel("village-metrics") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    Emitter<Record<String, byte[]>> villages,
            @Channel("household-quarantine") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    Emitter<Record<String, byte[]>> quarantine,
            ObjectMapper json) {
        this.counties = counties;
        this.villages = villages;
        this.quarantine = quarantine;
        this.json = json;
    }

    void counties(Collection<CountySnapshot> snapshots) {
        send(snapshots, CountySnapshot::county, (key, value) -> counties.send(Record.of(key, value)));
    }

    void villages(Collection<VillageSnapshot> snapshots) {
        send(snapshots, VillageSnapshot::village, (key, value) -> villages.send(Record.of(key, value)));
    }

    void quarantine(Collection<QuarantineRecord> records) {
        send(records, QuarantineRecord::subject, (key, value) -> quarantine.send(Record.of(key, value)));
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
