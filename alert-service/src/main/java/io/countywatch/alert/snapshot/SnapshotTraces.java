package io.countywatch.alert.snapshot;

import io.countywatch.shared.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The traces of snapshots that are not evaluated yet; one a county, the last. Safe for many threads. */
@Singleton
public final class SnapshotTraces {

    /** The topic is read from its start whenever a process starts: the traces of what is older have ended. */
    private static final Duration OLDEST = Duration.ofMinutes(1);

    private final Traces traces;
    private final Clock clock;
    private final Map<String, Taken> waiting = new HashMap<>();

    /** @param traceparent of the span that took the snapshot */
    private record Taken(long revision, String traceparent) {}

    SnapshotTraces(Traces traces, Clock clock) {
        this.traces = traces;
        this.clock = clock;
    }

    /** Goes on with the trace of a snapshot that was taken in, if it has one. */
    void taken(ConsumerRecord<String, String> message, SnapshotRecord snapshot) {
        if (!traces.on()) {
            return;
        }
        String parent = Traces.sampled(message.headers());
        if (parent == null || clock.millis() - message.timestamp() > OLDEST.toMillis()) {
            return;
        }
        Span span = traces.begin("take " + message.topic(), SpanKind.CONSUMER, Traces.parent(parent));
        span.setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", message.topic())
                .setAttribute("countywatch.county", snapshot.county())
                .setAttribute("countywatch.revision", snapshot.revision())
                .end();
        synchronized (waiting) {
            waiting.put(snapshot.county(), new Taken(snapshot.revision(), Traces.parent(span)));
        }
    }

    /**
     * The traces of snapshots that are evaluated now, by county; they are not given again.
     *
     * @param revisions by county, as they are evaluated
     */
    public Map<String, String> evaluated(Map<String, Long> revisions) {
        Map<String, String> traced = new HashMap<>();
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                return Map.of();
            }
            waiting.forEach((county, taken) -> {
                if (taken.revision() <= revisions.getOrDefault(county, 0L)) {
                    traced.put(county, taken.traceparent());
                }
            });
            waiting.keySet().removeAll(traced.keySet());
        }
        return traced;
    }
}
