package io.countywatch.metrics.receipts;

import io.countywatch.metrics.http.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What became of an event of the caller's counties. */
@Path("/v1/receipts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("metrics:read")
@Blocking
@Tag(name = "receipts")
public class ReceiptResource {

    private static final int LONGEST = 128;

    private final Receipts receipts;

    ReceiptResource(Receipts receipts) {
        this.receipts = receipts;
    }

    /** One that is unknown, and one of somebody else, are pending while something lags and not there after that. */
    @GET
    @Operation(summary = "What an event did, and which figures it moved")
    public ReceiptAnswer receipt(
            @QueryParam("source") @Parameter(description = "Source of the event.", required = true) String source,
            @QueryParam("id") @Parameter(description = "Id of the event.", required = true) String id,
            @QueryParam("subject") @Parameter(description = "Its subject, if known: much faster.") String subject,
            @QueryParam("receipt")
                    @Parameter(description = "One sending of it (partition:offset): tells a duplicate from the first.")
                    String receipt) {
        if (source == null || id == null) {
            throw Problem.badRequest("source and id of the event are needed");
        }
        if (isUnfit(source) || isUnfit(id) || isUnfit(subject)) {
            throw Problem.badRequest("source, id and subject are as in the event");
        }
        if (receipt != null && !receipt.matches("[0-9]{1,6}:[0-9]{1,18}")) {
            throw Problem.badRequest("receipt is a receipt of intake: partition:offset");
        }
        return receipts.look(subject, source, id, receipt);
    }

    private static boolean isUnfit(String text) {
        return text != null && (text.length() > LONGEST || text.indexOf('\0') >= 0);
    }
}
