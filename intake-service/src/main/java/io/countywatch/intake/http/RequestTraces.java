package io.countywatch.intake.http;

import io.countywatch.intake.IntakeConfig;
import io.countywatch.intake.append.RequestTrace;
import io.countywatch.shared.tracing.Traces;
import io.github.bucket4j.Bucket;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Begins the trace of a request, or goes on with the device's. A device that asks for its trace gets it, but all of them
 * together no more than so many a second: asking is free for them, and each is paid for by every service behind us.
 */
@Singleton
class RequestTraces {

    private final Traces traces;
    private final Bucket asked;

    RequestTraces(Traces traces, IntakeConfig config) {
        this.traces = traces;
        long most = config.tracing().askedPerSecond();
        this.asked = Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, Duration.ofSeconds(1)))
                .build();
    }

    /** @param traceparent as the device sent it; null if it did not */
    RequestTrace begin(String traceparent) {
        if (!traces.on()) {
            return RequestTrace.NONE;
        }
        SpanContext parent = Traces.parent(traceparent);
        if (parent.isSampled() && !asked.tryConsume(1)) {
            return RequestTrace.NONE;
        }
        Span span = traces.begin("POST /v1/events", SpanKind.SERVER, parent);
        span.setAttribute("http.request.method", "POST").setAttribute("http.route", "/v1/events");
        return RequestTrace.of(traces, span);
    }
}
