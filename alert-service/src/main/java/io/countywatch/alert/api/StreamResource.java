package io.countywatch.alert.api;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Transitions as they are decided. Read from the durable log, so any replica goes on where another one stopped; the
 * event's id is the position, which {@code Last-Event-ID} brings back.
 */
@Path("/v1/alerts/stream")
@RolesAllowed("alerts:read")
@Tag(name = "alerts")
public class StreamResource {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int KEEP_ALIVE_LOOKS = 30;
    private static final int MOST = 500;

    private final StreamStore store;
    private final AlertQueries alerts;
    private final Caller caller;
    private final Clock clock;

    StreamResource(StreamStore store, AlertQueries alerts, Caller caller, Clock clock) {
        this.store = store;
        this.alerts = alerts;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(
            summary = "Transitions as Server-Sent Events, from now on or after Last-Event-ID",
            description = "only of units that the caller may see; ends when the token does; a comment every 15 s")
    public Multi<OutboundSseEvent> stream(@HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        // Who asks is settled now: there is no request any more when the events come.
        Reader reader = new Reader(sse, caller.visibleOf(alerts.units()), caller.discretion(), position(lastEventId));
        return Multi.createFrom()
                .ticks()
                .every(LOOK)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToMultiAndConcatenate(tick -> Multi.createFrom().iterable(reader.next(tick)))
                .select()
                .first(remaining());
    }

    /** How long the token still holds; a clock that is a little off must not make it nothing. */
    private Duration remaining() {
        Duration left = Duration.between(clock.instant(), caller.until());
        return left.compareTo(LOOK) < 0 ? LOOK : left;
    }

    private long position(String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return store.end();
        }
        if (!lastEventId.matches("[0-9]{1,18}")) {
            throw Problem.badRequest("Last-Event-ID must be the id of an event of this stream");
        }
        return Long.parseLong(lastEventId);
    }

    /** One caller's way through the log. */
    private final class Reader {

        private final Sse sse;
        private final List<String> visible;
        private final Discretion discretion;
        private long position;

        Reader(Sse sse, List<String> visible, Discretion discretion, long position) {
            this.sse = sse;
            this.visible = visible;
            this.discretion = discretion;
            this.position = position;
        }

        List<OutboundSseEvent> next(long look) {
            List<OutboundSseEvent> events = new ArrayList<>();
            for (StreamStore.Told told : store.after(position, visible, MOST)) {
                position = told.position();
                events.add(sse.newEventBuilder()
                        .id(Long.toString(position))
                        .name("transition")
                        .data(discretion.of(told.transition()).toString())
                        .build());
            }
            if (events.isEmpty() && look % KEEP_ALIVE_LOOKS == 0) {
                events.add(sse.newEventBuilder().comment("still here").build());
            }
            return events;
        }
    }
}
