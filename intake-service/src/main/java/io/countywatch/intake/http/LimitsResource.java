package io.countywatch.intake.http;

import io.countywatch.intake.IntakeConfig;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells apps how much they may send. Open to all: it is the same for everybody. */
@Path("/v1/limits")
@Tag(name = "contract", description = "What apps need to know before they send")
public class LimitsResource {

    private final LimitsRecord limits;

    LimitsResource(IntakeConfig config) {
        IntakeConfig.Limits limits = config.limits();
        IntakeConfig.Rate rate = config.rate();
        this.limits = new LimitsRecord(
                limits.eventBytes(),
                limits.requestEvents(),
                limits.requestBytes(),
                limits.decompressedBytes(),
                limits.nesting(),
                rate.eventsPerSecond(),
                rate.burst());
    }

    /**
     * The limits in force.
     *
     * @param eventBytes bytes of one event
     * @param requestEvents events of one request
     * @param requestBytes bytes of one request on the wire
     * @param decompressedBytes bytes of one request after decompression
     * @param nesting levels of arrays and objects, the event itself being the first
     * @param callerEventsPerSecond events a second of one caller, in the long run
     * @param callerBurst events of one caller at once
     */
    public record LimitsRecord(
            int eventBytes,
            int requestEvents,
            int requestBytes,
            int decompressedBytes,
            int nesting,
            long callerEventsPerSecond,
            long callerBurst) {}

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getLimits", summary = "The limits in force")
    public LimitsRecord get() {
        return limits;
    }
}
