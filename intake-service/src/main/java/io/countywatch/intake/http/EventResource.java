package io.countywatch.intake.http;

import io.countywatch.intake.IntakeConfig;
import io.countywatch.intake.ReceiptClock;
import io.countywatch.intake.access.Caller;
import io.countywatch.intake.append.Request;
import io.countywatch.intake.append.RequestTrace;
import io.countywatch.intake.event.Receipt;
import io.countywatch.shared.tracing.Traces;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** Takes events. Nothing here blocks: the body is read, and Kafka's acknowledgements awaited, by callbacks. */
@Path("/v1/events")
public class EventResource {

    private static final String SENT_AT = "Intake-Sent-At";

    private final IntakeConfig.Limits limits;
    private final EventIntake intake;
    private final Steering steering;
    private final ReceiptClock clock;
    private final RequestTraces traces;
    private final Vertx vertx;

    @Inject
    SecurityIdentity identity;

    EventResource(
            IntakeConfig config,
            EventIntake intake,
            Steering steering,
            ReceiptClock clock,
            RequestTraces traces,
            Vertx vertx) {
        this.limits = config.limits();
        this.intake = intake;
        this.steering = steering;
        this.clock = clock;
        this.traces = traces;
        this.vertx = vertx;
    }

    /**
     * Stores events. Every answer stands in META-INF/openapi.yaml: what the framework would find out here is hidden, since
     * it would add a 200 that never comes.
     *
     * @param results {@code failures} leaves out of the answer what went well
     */
    @POST
    @RolesAllowed("events:write")
    @Operation(hidden = true)
    public CompletionStage<Response> post(@Context HttpServerRequest http, @RestQuery String results) {
        Caller caller = Callers.of(identity);
        Mode mode = Mode.of(http.getHeader(HttpHeaderNames.CONTENT_TYPE));
        boolean gzip = isGzip(http.getHeader(HttpHeaderNames.CONTENT_ENCODING));
        Map<String, String> attributes = mode == Mode.BINARY ? BinaryHeaders.attributes(http.headers()) : Map.of();
        Admission.Ticket ticket = admit(http);
        RequestTrace trace = traces.begin(http.getHeader(Traces.HEADER));
        Request request = request(http, caller, trace);
        CompletionStage<Response> answer = BodyReader.read(http, limits.requestBytes(), steering.bodyTimeout(), vertx)
                .thenApply(bytes -> gzip ? inflate(bytes, ticket) : bytes)
                .thenApply(bytes -> new EventIntake.Body(mode, attributes, bytes, "failures".equals(results)))
                .thenCompose(body -> intake.take(body, request))
                .exceptionally(Problems::answer)
                .whenComplete((done, failure) -> {
                    ticket.release();
                    trace.answered(failure == null ? done.getStatus() : 500);
                });
        // The framework cancels the stage that it is given when the client goes away, and a cancelled stage would never
        // release: it gets a copy.
        return answer.thenApply(Function.identity());
    }

    private static boolean isGzip(String encoding) {
        if (encoding == null || encoding.isBlank() || encoding.trim().equalsIgnoreCase("identity")) {
            return false;
        }
        if (encoding.trim().equalsIgnoreCase("gzip")) {
            return true;
        }
        throw new ProblemException(Problem.unsupported("Content-Encoding must be gzip or identity"));
    }

    private Admission.Ticket admit(HttpServerRequest http) {
        long length = BodyReader.announcedLength(http);
        if (length > limits.requestBytes()) {
            throw new ProblemException(Problem.overLimit("requestBytes", limits.requestBytes()));
        }
        Admission.Ticket ticket = steering.admission().ticket();
        if (!ticket.take(length < 0 ? limits.requestBytes() : length)) {
            throw new ProblemException(Problem.overloaded(steering.retryAfter()));
        }
        return ticket;
    }

    private byte[] inflate(byte[] bytes, Admission.Ticket ticket) {
        return Gunzip.inflate(bytes, limits.decompressedBytes(), more -> {
            if (!ticket.take(more)) {
                throw new ProblemException(Problem.overloaded(steering.retryAfter()));
            }
        });
    }

    private Request request(HttpServerRequest http, Caller caller, RequestTrace trace) {
        ReceiptClock.Reading reading = clock.read(http.getHeader(SENT_AT));
        String id = Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
        return new Request(id, new Receipt(caller, reading.at(), reading.skew()), trace);
    }
}
