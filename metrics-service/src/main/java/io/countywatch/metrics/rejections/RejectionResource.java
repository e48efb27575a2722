package io.countywatch.metrics.rejections;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.http.Page;
import io.countywatch.metrics.http.Problem;
import io.countywatch.metrics.rejections.RejectionAnswer.ReplayAnswer;
import io.countywatch.metrics.security.CountyScope;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What intake has refused, for who may see the county; and sending it again. */
@Path("/v1/rejections")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "rejections")
public class RejectionResource {

    private final RejectionStore store;
    private final Replays replays;
    private final Campaign campaign;
    private final Instance<CountyScope> scope;

    RejectionResource(RejectionStore store, Replays replays, Campaign campaign, Instance<CountyScope> scope) {
        this.store = store;
        this.replays = replays;
        this.campaign = campaign;
        this.scope = scope;
    }

    @GET
    @RolesAllowed("metrics:read")
    @Operation(summary = "Rejected items of the caller's counties, the newest first")
    public Rejections list(
            @BeanParam RejectionFilter filter,
            @QueryParam("limit") @DefaultValue("100") @Schema(type = SchemaType.INTEGER) String limit) {
        int most = Page.limit(limit);
        List<ListedRejection> more = store.list(filter.checked(campaign.timeZone()), scope.get(), most + 1);
        return new Rejections(
                Page.shown(more, most).stream().map(RejectionAnswer::brief).toList(),
                Page.next(more, most, last -> Page.cursor(last.receivedAt().toString(), last.id())));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("metrics:read")
    @Operation(summary = "One rejected item with its original and what came of its replays")
    public RejectionAnswer one(@PathParam("id") String id) {
        return RejectionAnswer.full(visible(id), store.replays(id));
    }

    /** Sends the original to intake with the caller's own token; intake checks it as it would any other. */
    @POST
    @Path("/{id}/replay")
    @RolesAllowed("rejections:manage")
    @Operation(summary = "Send a rejected item to intake again, with the caller's own token")
    @APIResponse(responseCode = "200", description = "Intake's answer, which is kept")
    @APIResponse(responseCode = "409", description = "The original is not there, or not all of it")
    @APIResponse(responseCode = "503", description = "Intake did not answer; sending it again does no harm")
    public ReplayAnswer replay(@PathParam("id") String id) {
        return replays.replay(visible(id));
    }

    private Rejection visible(String id) {
        Rejection rejection = id.indexOf('\0') >= 0 ? null : store.visible(id, scope.get());
        if (rejection == null) {
            throw Problem.notFound("there is no such rejection");
        }
        return rejection;
    }

    /** @param next cursor of the next page; null on the last */
    public record Rejections(List<RejectionAnswer> items, String next) {}
}
