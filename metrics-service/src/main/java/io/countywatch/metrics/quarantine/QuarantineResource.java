package io.countywatch.metrics.quarantine;

import io.countywatch.metrics.http.Page;
import io.countywatch.metrics.http.Problem;
import io.countywatch.metrics.http.Times;
import io.countywatch.metrics.quarantine.StuckStore.Action;
import io.countywatch.metrics.quarantine.StuckStore.Key;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** What could not be applied, what waits behind it, and its repair. */
@Path("/v1/quarantine")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "quarantine")
public class QuarantineResource {

    private static final Logger LOG = Logger.getLogger(QuarantineResource.class);
    private static final String RECEIPT = "[0-9]{1,9}:[0-9]{1,18}";
    private static final int LONGEST_REASON = 500;

    private final StuckStore store;
    private final JsonWebToken token;

    QuarantineResource(StuckStore store, JsonWebToken token) {
        this.store = store;
        this.token = token;
    }

    @GET
    @RolesAllowed("metrics:read")
    @Operation(summary = "Events of the caller's counties that could not be applied, the newest first")
    public Quarantine list(
            @QueryParam("stuck")
                    @DefaultValue("false")
                    @Parameter(description = "true: only those that others wait for.")
                    String stuck,
            @QueryParam("cursor") @Parameter(description = "next of the page before.") String cursor,
            @QueryParam("limit") @DefaultValue("100") @Schema(type = SchemaType.INTEGER) String limit) {
        int most = Page.limit(limit);
        List<Quarantined> more = store.list(stuck.equals("true"), cursor == null ? null : key(cursor), most + 1);
        return new Quarantine(
                Page.shown(more, most),
                Page.next(more, most, last -> Page.cursor(last.firstSeen().toString(), last.receipt())));
    }

    private static Key key(String cursor) {
        List<String> last = Page.read(cursor, 2);
        if (!last.get(1).matches(RECEIPT)) {
            throw Page.badCursor();
        }
        return new Key(Times.ofCursor(last.get(0)), partition(last.get(1)), offset(last.get(1)));
    }

    /** Carried out within seconds, by the process that has the partition. */
    @POST
    @Path("/{receipt}/repair")
    @RolesAllowed("rejections:manage")
    @Operation(summary = "Try a stuck event again, or go on without it; what waits behind it is then applied in order")
    @APIResponse(responseCode = "200", description = "The decision is kept; its outcome is in the list a moment later")
    @APIResponse(responseCode = "409", description = "Nothing waits for this event")
    public Quarantined repair(
            @PathParam("receipt") @Parameter(description = "partition:offset") String receipt,
            @QueryParam("action") @Parameter(description = "retry or discard", required = true) String action,
            @QueryParam("reason") @Parameter(description = "Why, up to 500 characters.", required = true)
                    String reason) {
        Action decided = action(action);
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0) {
            throw Problem.badRequest("reason is required, of at most 500 characters");
        }
        Quarantined item = receipt.matches(RECEIPT) ? store.one(partition(receipt), offset(receipt)) : null;
        if (item == null) {
            throw Problem.notFound("there is no such event in quarantine");
        }
        if (!item.stuck()) {
            throw Problem.conflict("nothing waits for this event");
        }
        store.decide(partition(receipt), offset(receipt), decided, reason, String.valueOf(token.getSubject()));
        LOG.infof("decided: receipt=%s action=%s", receipt, decided);
        return store.one(partition(receipt), offset(receipt));
    }

    private static Action action(String text) {
        for (Action action : Action.values()) {
            if (action.name().equals(text)) {
                return action;
            }
        }
        throw Problem.badRequest("action is retry or discard");
    }

    private static int partition(String receipt) {
        return Integer.parseInt(receipt.substring(0, receipt.indexOf(':')));
    }

    private static long offset(String receipt) {
        return Long.parseLong(receipt.substring(receipt.indexOf(':') + 1));
    }

    /** @param next cursor of the next page; null on the last */
    public record Quarantine(List<Quarantined> items, String next) {}
}
