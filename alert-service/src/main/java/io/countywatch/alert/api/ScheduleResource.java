package io.countywatch.alert.api;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.PlanVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The plans. They are no secret: everybody who may read alerts sees all of them. */
@Path("/v1/schedule")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("alerts:read")
@Tag(name = "schedule")
public class ScheduleResource {

    private final Campaign campaign;
    private final QueryStore store;
    private final Clock clock;

    ScheduleResource(Campaign campaign, QueryStore store, Clock clock) {
        this.campaign = campaign;
        this.store = store;
        this.clock = clock;
    }

    /** All plans, each with the version in force and the first approved one. */
    public record Schedule(String campaign, String timeZone, List<PlanEntry> plans, Freshness freshness) {}

    /** One plan. */
    public record PlanEntry(
            String id,
            String measure,
            String unit,
            List<String> scope,
            List<String> levels,
            boolean mandatory,
            PlanVersion inForce,
            PlanVersion firstApproved) {}

    @GET
    @Operation(summary = "The plans in force and the first approved ones")
    public Schedule schedule() {
        Freshness freshness = store.freshness();
        LocalDate day = freshness.evaluatedThrough() == null
                ? clock.instant().atZone(campaign.zone()).toLocalDate()
                : freshness.evaluatedThrough();
        return new Schedule(
                campaign.id(),
                campaign.zone().getId(),
                campaign.plans().stream().map(plan -> entry(plan, day)).toList(),
                freshness);
    }

    private PlanEntry entry(Plan plan, LocalDate day) {
        return new PlanEntry(
                plan.id(),
                plan.measure(),
                campaign.measure(plan.measure()).unit().name().toLowerCase(java.util.Locale.ROOT),
                plan.scope(),
                plan.levels().stream().map(level -> level.label()).toList(),
                plan.mandatory(),
                plan.inForce(day),
                plan.first());
    }
}
