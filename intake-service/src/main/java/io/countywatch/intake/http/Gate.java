package io.countywatch.intake.http;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Turns away, in the contract's words, what the framework would turn away with an empty page: bodies beyond its own wall,
 * and requests that come when the service is about to end.
 */
@ApplicationScoped
class Gate {

    /** Before the framework's own check of lengths. */
    private static final int FIRST = 10_000;

    private static final String HEALTH_AND_METRICS = "/q/";

    private final Steering steering;
    private final long wall;
    private final long limit;
    private volatile boolean closing;

    Gate(
            Steering steering,
            io.countywatch.intake.IntakeConfig config,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize wall) {
        this.steering = steering;
        this.limit = config.limits().requestBytes();
        this.wall = wall.asLongValue();
    }

    void build(@Observes Filters filters) {
        filters.register(this::pass, FIRST);
    }

    /** Requests that are in already go on; those that come now would be cut off half-way. */
    void close(@Observes ShutdownDelayInitiatedEvent event) {
        closing = true;
    }

    private void pass(RoutingContext context) {
        if (closing && !context.request().path().startsWith(HEALTH_AND_METRICS)) {
            refuse(context, Problem.closing(steering.retryAfter()));
        } else if (isBeyondWall(context.request().getHeader(HttpHeaders.CONTENT_LENGTH))) {
            refuse(context, Problem.overLimit("requestBytes", limit));
        } else {
            context.next();
        }
    }

    private boolean isBeyondWall(String length) {
        // Longer than any number that is within the wall; the decoder has seen that it is a number.
        return length != null && (length.length() > 18 || Long.parseLong(length) > wall);
    }

    /** With the end of the connection: what is still coming on it is not read. */
    private static void refuse(RoutingContext context, Problem problem) {
        HttpServerResponse answer = context.response()
                .setStatusCode(problem.status())
                .putHeader("Intake-Version", "1")
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (problem.retryAfter() != null) {
            answer.putHeader("Retry-After", Long.toString(Problem.seconds(problem.retryAfter())));
        }
        answer.end(Buffer.buffer(Answers.json(problem)))
                .onComplete(sent -> context.request().connection().close());
    }
}
