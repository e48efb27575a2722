package io.countywatch.metrics;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Keeps the spans that would be sent away; none while tracing is off, as it is in all tests that do not turn it on. */
public class SpansInMemory {

    private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();

    @Produces
    @Singleton
    SpanProcessor processor() {
        return SimpleSpanProcessor.create(SPANS);
    }

    public static List<SpanData> all() {
        return SPANS.getFinishedSpanItems();
    }

    public static List<SpanData> ofTrace(String trace) {
        return all().stream().filter(span -> span.getTraceId().equals(trace)).toList();
    }
}
