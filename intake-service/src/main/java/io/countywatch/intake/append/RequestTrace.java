package io.countywatch.intake.append;

import io.countywatch.shared.tracing.Traces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.Header;

/**
 * The spans of one request: itself, and from the first append to the last acknowledgement. They hold numbers and names of
 * ours, never anything that the client sent.
 */
public final class RequestTrace {

    /** Of a request that is not sampled, as nearly all are: nothing is done for it. */
    public static final RequestTrace NONE = new RequestTrace(null, Span.getInvalid());

    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<Long> RECORDS = AttributeKey.longKey("messaging.batch.message_count");
    private static final AttributeKey<Long> ACCEPTED = AttributeKey.longKey("countywatch.accepted");

    private final Traces traces;
    private final Span request;
    private volatile Span sending = Span.getInvalid();

    private RequestTrace(Traces traces, Span request) {
        this.traces = traces;
        this.request = request;
    }

    /** Of a span that was begun for a request. */
    public static RequestTrace of(Traces traces, Span request) {
        return request.isRecording() ? new RequestTrace(traces, request) : NONE;
    }

    /** Begins to send; what names the parent to whoever reads the records, null if there is none to name. */
    Header sending(String topic, int items) {
        if (this == NONE) {
            return null;
        }
        Span span = traces.begin("send " + topic, SpanKind.PRODUCER, request.getSpanContext());
        span.setAttribute("messaging.system", "kafka")
                .setAttribute(TOPIC, topic)
                .setAttribute(RECORDS, (long) items);
        sending = span;
        return Traces.header(Traces.parent(span));
    }

    /** The same outcomes; when they are there, sending has ended. */
    CompletionStage<List<Outcome>> until(CompletionStage<List<Outcome>> outcomes) {
        return this == NONE
                ? outcomes
                : outcomes.whenComplete((all, failure) -> {
                    sending.setAttribute(
                            ACCEPTED,
                            all.stream()
                                    .filter(Outcome.Accepted.class::isInstance)
                                    .count());
                    sending.end();
                });
    }

    /** @param status HTTP status of the answer */
    public void answered(int status) {
        if (this != NONE) {
            request.setAttribute(STATUS, (long) status);
            if (status >= 500) {
                request.setStatus(StatusCode.ERROR);
            }
            request.end();
        }
    }
}
