package io.countywatch.alert.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.lifecycle.State;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Alerts and their history. */
@Path("/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("alerts:read")
@Tag(name = "alerts")
public class AlertResource {

    private static final int MOST = 1000;
    private static final List<String> CURRENT =
            List.of(State.PENDING.name(), State.FIRING.name(), State.RECOVERING.name());

    private final QueryStore store;
    private final Caller caller;

    AlertResource(QueryStore store, Caller caller) {
        this.store = store;
        this.caller = caller;
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
        QueryStore.Filter filter = new QueryStore.Filter(states(state), severity(severity), county, province, rule);
        List<JsonNode> alerts = store.alerts(caller.visibleUnits(), filter, cursor, size + 1);
        boolean more = alerts.size() > size;
        List<JsonNode> page = more ? alerts.subList(0, size) : alerts;
        return new Page(page, more ? page.get(size - 1).get("alert").asText() : null, store.freshness());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One alert as it stands")
    public JsonNode one(@PathParam("id") String id) {
        return store.alert(caller.visibleUnits(), id).orElseThrow(() -> Problem.notFound("no such alert"));
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
        List<JsonNode> transitions = store.history(id, cursor, size + 1);
        boolean more = transitions.size() > size;
        List<JsonNode> page = more ? transitions.subList(0, size) : transitions;
        return new History(id, page, more ? page.get(size - 1).get("sequence").asLong() : null);
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
