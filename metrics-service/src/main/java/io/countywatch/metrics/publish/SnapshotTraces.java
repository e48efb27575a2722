package io.countywatch.metrics.publish;

import io.countywatch.metrics.trace.Handover;
import io.countywatch.shared.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Goes on with the traces of sampled events: a county's snapshot is part of the trace of the event that changed it. */
@Singleton
class SnapshotTraces {

    private final Traces traces;
    private final Handover handover;

    SnapshotTraces(Traces traces, Handover handover) {
        this.traces = traces;
        this.handover = handover;
    }

    /** Of one tick: the span of each county whose snapshot is traced; nearly always none. */
    Map<String, Span> begin(Collection<CountySnapshot> snapshots) {
        if (!traces.on() || snapshots.isEmpty()) {
            return Map.of();
        }
        Map<String, String> parents = handover.take(snapshots.iterator().next().positions());
        Map<String, Span> spans = new HashMap<>();
        for (CountySnapshot snapshot : snapshots) {
            String parent = parents.get(snapshot.county());
            if (parent != null) {
                Span span = traces.begin("send county-metrics.v1", SpanKind.PRODUCER, Traces.parent(parent));
                span.setAttribute("messaging.system", "kafka")
                        .setAttribute("messaging.destination.name", "county-metrics.v1")
                        .setAttribute("countywatch.county", snapshot.county())
                        .setAttribute("countywatch.revision", snapshot.revision());
                spans.put(snapshot.county(), span);
            }
        }
        return spans;
    }
}
