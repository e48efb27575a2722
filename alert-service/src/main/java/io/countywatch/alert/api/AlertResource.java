package io.countywatch.alert.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.evaluation.Explainer;
import io.countywatch.alert.evaluation.Explanation;
import io.countywatch.alert.evaluation.HandlingService;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.receiver.Receivers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Alerts and their history. */
@Path("/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("alerts:read")
@Tag(name = "alerts")
public class AlertResource {

    private static final int MOST = 1000;
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final List<String> CURRENT =
            List.of(State.PENDING.name(), State.FIRING.name(), State.RECOVERING.name());

    private final AlertQueries store;
    private final HandlingService handling;
    private final Explainer explainer;
    private final Receivers receivers;
    private final Caller caller;
    private final Clock clock;

    AlertResource(
            AlertQueries store,
            HandlingService handling,
            Explainer explainer,
            Receivers receivers,
            Caller caller,
            Clock clock) {
        this.store = store;
        this.handling = handling;
        this.explainer = explainer;
        this.receivers = receivers;
        this.caller = caller;
        this.clock = clock;
    }

    /** A page; {@code next} goes into {@code cursor} for the page that follows, null on the last one. */
    public record Page(List<JsonNode> items, String next, Freshness freshness) {}

    /** The transitions of an alert, oldest first. */
    public record History(String alert, List<JsonNode> transitions, Long next) {}

    @GET
    @Operation(
            summary = "Alerts by id; without a state the current ones (PENDING, FIRING, RECOVERING)",
            description = "state takes several, with commas")
    public Page list(
            @QueryParam("state") String state,
            @QueryParam("severity") String severity,
            @QueryParam("county") String county,
            @QueryParam("province") String province,
            @QueryParam("rule") String rule,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        int size = Parameters.between(limit, 1, MOST, "limit");
        AlertQueries.Filter filter = new AlertQueries.Filter(
                states(state),
                severity(severity),
                Parameters.text(county, "county"),
                Parameters.text(province, "province"),
                Parameters.text(rule, "rule"));
        List<JsonNode> alerts =
                caller.discretion().of(store.alerts(visible(), filter, Parameters.text(cursor, "cursor"), size + 1));
        boolean more = alerts.size() > size;
        List<JsonNode> page = more ? alerts.subList(0, size) : alerts;
        return new Page(page, more ? page.get(size - 1).get("alert").asText() : null, store.freshness());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One alert as it stands")
    public JsonNode one(@PathParam("id") String id) {
        return store.alert(visible(), Parameters.text(id, "id"))
                .map(alert -> caller.discretion().of((ObjectNode) alert))
                .orElseThrow(() -> Problem.notFound("no such alert"));
    }

    @GET
    @Path("/{id}/history")
    @Operation(summary = "Every transition of an alert, as it was told")
    public History history(
            @PathParam("id") String id,
            @QueryParam("cursor") @DefaultValue("0") long cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        int size = Parameters.between(limit, 1, MOST, "limit");
        one(id);
        List<JsonNode> transitions = caller.discretion().of(store.history(id, cursor, size + 1));
        boolean more = transitions.size() > size;
        List<JsonNode> page = more ? transitions.subList(0, size) : transitions;
        return new History(id, page, more ? page.get(size - 1).get("sequence").asLong() : null);
    }

    @GET
    @Path("/{id}/explain")
    @Operation(
            summary = "Why an alert fired, or why not",
            description =
                    "also of an alert that never fired; asOf asks for a past day, as it was last decided and stood then, as far as that is kept; ladder"
                            + " holds the thresholds between the statuses of then with their margins")
    public Explanation explain(@PathParam("id") String id, @QueryParam("asOf") String asOf) {
        AlertId alert;
        try {
            alert = AlertId.parse(Parameters.text(id, "id"));
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("no such alert");
        }
        LocalDate day = Parameters.day(asOf, Parameters.LATEST, "asOf");
        if (!caller.sees(alert.unit())) {
            throw Problem.notFound("no such alert");
        }
        return explainer
                .explain(alert, day)
                .map(explanation -> explanation.past() ? explanation : explanation.with(receivers.untold(id)))
                .map(caller.discretion()::of)
                .orElseThrow(() -> Problem.notFound("no such alert"));
    }

    /** Until when (at most 30 days ahead), and why. */
    public record Taking(Instant until, String reason) {}

    @POST
    @Path("/{id}/ack")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("alerts:manage")
    @Operation(
            summary = "Takes an open alert on; the alert as it stands then",
            description = "it ends by itself when the severity rises, when the alert ends and at its own end")
    @APIResponse(responseCode = "200", description = "taken on")
    @APIResponse(responseCode = "409", description = "the alert is not open")
    public JsonNode acknowledge(@PathParam("id") String id, Taking taking) {
        one(id);
        if (taking == null) {
            throw Problem.badRequest("a body is required");
        }
        Instant now = clock.instant();
        String reason = Reason.of(taking.reason());
        Instant until = Parameters.within(taking.until(), now, now.plus(LONGEST), "until");
        if (!handling.acknowledge(id, caller.name(), until, reason, now)) {
            throw Problem.conflict("only an alert that is PENDING, FIRING or RECOVERING can be taken on");
        }
        return one(id);
    }

    @DELETE
    @Path("/{id}/ack")
    @RolesAllowed("alerts:manage")
    @Operation(summary = "Gives an alert back")
    @APIResponse(responseCode = "204", description = "nobody has it any more")
    public Response giveBack(@PathParam("id") String id) {
        one(id);
        if (!handling.release(id, clock.instant())) {
            throw Problem.notFound("nobody has taken it on");
        }
        return Response.noContent().build();
    }

    private List<String> visible() {
        return caller.visibleOf(store.units());
    }

    private static List<String> states(String state) {
        return state == null || state.isBlank()
                ? CURRENT
                : Arrays.stream(state.split(","))
                        .map(name ->
                                Parameters.oneOf(State.class, name, "state").name())
                        .toList();
    }

    private static String severity(String severity) {
        return severity == null
                ? null
                : Parameters.oneOf(Severity.class, severity.toUpperCase(Locale.ROOT), "severity")
                        .label();
    }
}
