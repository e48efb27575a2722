package io.countywatch.alert.console;

import io.countywatch.alert.api.Caller;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells which evaluation the overview is of, and that it may have changed; what has changed is asked for with the caller's own token. */
@Path("/v1/overview/stream")
@RolesAllowed("alerts:read")
@Tag(name = "console")
public class OverviewStreamResource {

    private static final Duration LEAST = Duration.ofSeconds(1);

    private final News news;
    private final Caller caller;
    private final Clock clock;

    OverviewStreamResource(News news, Caller caller, Clock clock) {
        this.news = news;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(
            summary = "The last evaluation, and an event for every later one, as Server-Sent Events",
            description =
                    "says up to when is evaluated and nothing else; ends when the token does; a comment every 15 s")
    public Multi<OutboundSseEvent> stream(@Context Sse sse) {
        Duration left = Duration.between(clock.instant(), caller.until());
        return news.follow()
                .map(item -> item.map(freshness -> sse.newEventBuilder()
                                .name("evaluated")
                                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                                .data(freshness)
                                .build())
                        .orElseGet(() ->
                                sse.newEventBuilder().comment("still here").build()))
                .select()
                .first(left.compareTo(LEAST) < 0 ? LEAST : left);
    }
}
