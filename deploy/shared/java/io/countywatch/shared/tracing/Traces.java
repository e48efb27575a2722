package io.countywatch.shared.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Begins spans whose parent came in a {@code traceparent} (W3C Trace Context), and writes that of a span. Parents are
 * passed on as values, never by the thread. What is not sampled leaves no {@code traceparent} behind it: the services
 * after intake see at once that there is nothing to do. {@code tracestate} is dropped: it may hold whatever its sender
 * likes.
 */
@Singleton
public final class Traces {

    public static final String HEADER = "traceparent";

    private static final TextMapGetter<String> ONLY_PARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(HEADER);
        }

        @Override
        public String get(String carrier, String key) {
            return HEADER.equals(key) ? carrier : null;
        }
    };

    private final boolean on;
    private final Tracer tracer;

    Traces(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        this.on = !disabled;
        this.tracer = telemetry.getTracer("io.countywatch");
    }

    /** Whether spans are made at all; it stays as it is while the process lives. */
    public boolean on() {
        return on;
    }

    /**
     * A span below a parent, or the first of its trace; whether it records anything is the sampler's decision.
     *
     * @param parent invalid: none
     */
    public Span begin(String name, SpanKind kind, SpanContext parent) {
        return tracer.spanBuilder(name)
                .setParent(Context.root().with(Span.wrap(parent)))
                .setSpanKind(kind)
                .startSpan();
    }

    /** What a text says of a parent; {@link SpanContext#getInvalid()} if it is none, or not well formed. */
    public static SpanContext parent(String traceparent) {
        return traceparent == null
                ? SpanContext.getInvalid()
                : Span.fromContext(W3CTraceContextPropagator.getInstance()
                                .extract(Context.root(), traceparent, ONLY_PARENT))
                        .getSpanContext();
    }

    /** The {@code traceparent} of a Kafka record if it is sampled; else null. */
    public static String sampled(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return null;
        }
        String traceparent = new String(header.value(), StandardCharsets.US_ASCII);
        return parent(traceparent).isSampled() ? traceparent : null;
    }

    /** The {@code traceparent} that makes a span the parent of what follows. */
    public static String parent(Span span) {
        SpanContext context = span.getSpanContext();
        return "00-" + context.getTraceId() + '-' + context.getSpanId() + '-'
                + context.getTraceFlags().asHex();
    }

    /** The same as a header of a Kafka record. */
    public static Header header(String traceparent) {
        return new RecordHeader(HEADER, traceparent.getBytes(StandardCharsets.US_ASCII));
    }
}
