package io.countywatch.alert.api;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
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
import java.util.Set;
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

    private static final int KEEP_ALIVE_LOOKS = 30;
    /** How many positions of the log are read at once to catch up. */
    private static final long PAGE = 1_000;

    private final StreamStore store;
    private final TransitionNews news;
    private final AlertQueries alerts;
    private final Caller caller;
    private final Clock clock;

    StreamResource(StreamStore store, TransitionNews news, AlertQueries alerts, Caller caller, Clock clock) {
        this.store = store;
        this.news = news;
        this.alerts = alerts;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(
            summary = "Transitions as Server-Sent Events, from now on or after Last-Event-ID",
            description =
                    "only of units that the caller may see; ends when the token does; at once and every 15 s an id"
                            + " without an event, which says how far the stream has come")
    public Multi<OutboundSseEvent> stream(@HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        // Who asks is settled now: there is no request any more when the events come.
        Reader reader = new Reader(sse, caller.visibleOf(alerts.units()), caller.discretion(), position(lastEventId));
        // Before anything happens the client knows where it is: what happens while it is away is not lost then.
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(lastEventId == null ? reader.here() : reader.alive()),
                        news.follow().onItem().transformToMultiAndConcatenate(reader::events))
                .select()
                .first(remaining());
    }

    /** How long the token still holds; a clock that is a little off must not make it nothing. */
    private Duration remaining() {
        Duration left = Duration.between(clock.instant(), caller.until());
        return left.compareTo(TransitionNews.LOOK) < 0 ? TransitionNews.LOOK : left;
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

    /** One caller's way through the log; what may not be seen moves the position, too. */
    private final class Reader {

        private final Sse sse;
        private final Set<String> visible;
        private final Discretion discretion;
        private volatile long position;
        private int quiet;

        Reader(Sse sse, List<String> visible, Discretion discretion, long position) {
            this.sse = sse;
            this.visible = Set.copyOf(visible);
            this.discretion = discretion;
            this.position = position;
        }

        Multi<OutboundSseEvent> events(TransitionNews.Look look) {
            Multi<OutboundSseEvent> told =
                    Multi.createFrom().deferred(() -> Multi.createFrom().iterable(told(look)));
            if (position >= look.after()) {
                return told;
            }
            // From before this stream began, or it was too slow for what all share: it reads by itself up to there.
            Multi<OutboundSseEvent> missed = Multi.createBy()
                    .repeating()
                    .supplier(() -> missed(look.after()))
                    .whilst(page -> position < look.after())
                    .onItem()
                    .transformToMultiAndConcatenate(page -> Multi.createFrom().iterable(page));
            return Multi.createBy().concatenating().streams(missed, told);
        }

        private List<OutboundSseEvent> missed(long last) {
            long upTo = Math.min(last, position + PAGE);
            List<StreamStore.Told> page = store.between(position, upTo, visible);
            List<OutboundSseEvent> events =
                    new ArrayList<>(page.stream().map(this::transition).toList());
            position = upTo;
            if (page.isEmpty() || page.get(page.size() - 1).position() < upTo) {
                events.add(here()); // whoever breaks off now does not read it all again
            }
            return events;
        }

        private List<OutboundSseEvent> told(TransitionNews.Look look) {
            List<OutboundSseEvent> events = new ArrayList<>();
            for (StreamStore.Told told : look.told()) {
                if (told.position() > position && visible.contains(told.unit())) {
                    events.add(transition(told));
                }
            }
            position = Math.max(position, look.upTo());
            quiet = events.isEmpty() ? quiet + 1 : 0;
            if (quiet == KEEP_ALIVE_LOOKS) {
                events.add(here());
                quiet = 0;
            }
            return events;
        }

        private OutboundSseEvent transition(StreamStore.Told told) {
            return sse.newEventBuilder()
                    .id(Long.toString(told.position()))
                    .name("transition")
                    .data(discretion.of(told.transition().deepCopy()).toString())
                    .build();
        }

        /** Only an id: clients keep it and say nothing of it. */
        OutboundSseEvent here() {
            return sse.newEventBuilder()
                    .id(Long.toString(position))
                    .comment("still here")
                    .build();
        }

        OutboundSseEvent alive() {
            return sse.newEventBuilder().comment("still here").build();
        }
    }
}
