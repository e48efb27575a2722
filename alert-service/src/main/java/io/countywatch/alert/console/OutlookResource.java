package io.countywatch.alert.console;

import io.countywatch.alert.api.Caller;
import io.countywatch.alert.api.Parameters;
import io.countywatch.alert.campaign.Unit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The console's page of one unit in one answer. */
@Path("/v1/units/{code}/outlook")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("alerts:read")
@Tag(name = "console")
public class OutlookResource {

    private final Outlooks outlooks;
    private final Caller caller;

    OutlookResource(Outlooks outlooks, Caller caller) {
        this.outlooks = outlooks;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "A unit against each of its plans with plan curves and forecast fan; of a county its exit gates",
            description = "with asOf all of it as it was known while that day was the latest: also gates, reporting and"
                    + " the alerts as they had been told by then")
    public Outlook outlook(@PathParam("code") String code, @QueryParam("asOf") String asOf) {
        Unit unit = caller.unit(code);
        Outlook outlook = outlooks.of(unit, Parameters.day(asOf, Parameters.LATEST, "asOf"));
        if (outlook.alerts() != null) {
            outlook.alerts().forEach(caller.discretion()::of);
        }
        return outlook;
    }
}
