package io.countywatch.alert.api;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.evaluation.HandlingService;
import io.countywatch.alert.handling.SilenceRecord;
import io.countywatch.alert.lifecycle.Severity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Silences. They hide nothing: an alert says that it is silenced, and ends when the data say so. */
@Path("/v1/silences")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("alerts:manage")
@Tag(name = "silences")
public class SilenceResource {

    private static final Duration LONGEST = Duration.ofDays(90);

    private final HandlingService service;
    private final Caller caller;
    private final Clock clock;

    SilenceResource(HandlingService service, Caller caller, Clock clock) {
        this.service = service;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * What to silence; at least one of the four matchers.
     *
     * @param start null for at once
     */
    public record Wanted(
            String reason, Instant start, Instant end, String county, String province, String rule, String severity) {}

    /** The silences that have not ended. */
    public record Silences(List<SilenceRecord> items) {}

    @GET
    @RolesAllowed({"alerts:read", "alerts:manage"})
    @Operation(summary = "Silences in force or to come, of units that the caller may see")
    public Silences list() {
        return new Silences(service.silences(clock.instant()).stream()
                .filter(this::isVisible)
                .toList());
    }

    @POST
    @Operation(
            summary = "Silences what matches; the owner is the token's subject",
            description = "reason and end (at most 90 days ahead) are required, and one of county, province, rule and"
                    + " severity; without county and province the token must cover everything")
    @APIResponse(responseCode = "201", description = "in force; the alerts that it matches say so already")
    public Response create(Wanted wanted) {
        Instant now = clock.instant();
        SilenceRecord kept = service.silence(checked(wanted, now), now);
        return Response.created(URI.create("/v1/silences/" + kept.id()))
                .entity(kept)
                .build();
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Ends a silence before its time")
    @APIResponse(responseCode = "204", description = "ended")
    public Response end(@PathParam("id") String id) {
        Instant now = clock.instant();
        SilenceRecord silence = service.silences(now).stream()
                .filter(one -> one.id().equals(id) && isVisible(one))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("no such silence"));
        service.unsilence(silence.id(), caller.name(), now);
        return Response.noContent().build();
    }

    private SilenceRecord checked(Wanted wanted, Instant now) {
        if (wanted == null) {
            throw Problem.badRequest("a body is required");
        }
        String reason = Reason.of(wanted.reason());
        Instant start = wanted.start() == null || wanted.start().isBefore(now) ? now : wanted.start();
        Instant end = Parameters.within(wanted.end(), start, now.plus(LONGEST), "end");
        if (wanted.county() == null
                && wanted.province() == null
                && wanted.rule() == null
                && wanted.severity() == null) {
            throw Problem.badRequest("one of county, province, rule and severity is required");
        }
        if (wanted.county() != null && caller.unit(wanted.county()).level() != Level.COUNTY) {
            throw Problem.notFound("no such unit");
        }
        if (wanted.province() != null && caller.unit(wanted.province()).level() != Level.PROVINCE) {
            throw Problem.notFound("no such unit");
        }
        if (wanted.county() == null && wanted.province() == null && !caller.seesEverything()) {
            throw Problem.notFound("no such unit");
        }
        String severity = wanted.severity() == null
                ? null
                : Parameters.oneOf(Severity.class, wanted.severity().toUpperCase(Locale.ROOT), "severity")
                        .label();
        return new SilenceRecord(
                null,
                caller.name(),
                reason,
                start,
                end,
                wanted.county(),
                wanted.province(),
                Parameters.ruleId(wanted.rule()),
                severity,
                now);
    }

    private boolean isVisible(SilenceRecord silence) {
        if (silence.county() != null) {
            return caller.sees(silence.county());
        }
        return silence.province() != null ? caller.sees(silence.province()) : caller.seesEverything();
    }
}
