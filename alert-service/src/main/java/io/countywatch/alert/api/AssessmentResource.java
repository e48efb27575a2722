package io.countywatch.alert.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.evaluation.Provisional;
import io.countywatch.alert.evaluation.VillageHistory;
import io.countywatch.alert.startup.Json;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where units stand on their plans. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("alerts:read")
@Tag(name = "assessments")
public class AssessmentResource {

    private final QueryStore store;
    private final VillageHistory villages;
    private final Caller caller;

    AssessmentResource(QueryStore store, VillageHistory villages, Caller caller) {
        this.store = store;
        this.villages = villages;
        this.caller = caller;
    }

    /**
     * A unit's assessments.
     *
     * @param day null where it was never assessed
     * @param provisional whether later figures may still replace them
     */
    public record OfUnit(
            String unit,
            String name,
            String level,
            String day,
            boolean provisional,
            List<JsonNode> assessments,
            Freshness freshness) {}

    /** The table of a day, without the figures but with who is silent; {@code day} is the last evaluated one not after the asked one. */
    public record OfDay(
            LocalDate day, boolean provisional, List<QueryStore.StatusRow> assessments, Freshness freshness) {}

    @GET
    @Path("/units/{code}/assessments")
    @Operation(
            summary = "A unit against each of its plans, on a day or on the last evaluated one",
            description = "asOf: as it was known when that day was the last one; revision: what late data made of it. "
                    + "Villages too")
    public OfUnit ofUnit(@PathParam("code") String code, @QueryParam("asOf") String asOf) {
        Unit unit = caller.unit(code);
        LocalDate asked = Parameters.day(asOf, Parameters.LATEST, "asOf");
        List<JsonNode> assessments = unit.level() == Level.VILLAGE
                ? villages.assessments(List.of(unit), asked).stream()
                        .map(AssessmentResource::json)
                        .toList()
                : store.assessments(code, asked);
        String day =
                assessments.isEmpty() ? null : assessments.get(0).get("day").asText();
        Freshness freshness = store.freshness();
        boolean provisional = day == null || Provisional.is(LocalDate.parse(day), freshness.evaluatedThrough());
        return new OfUnit(code, unit.name(), unit.level().label(), day, provisional, assessments, freshness);
    }

    private static JsonNode json(VillageHistory.Answer answer) {
        ObjectNode assessment = (ObjectNode) Json.tree(Json.write(answer.then()));
        return assessment.set("revision", answer.revision() == null ? null : Json.tree(Json.write(answer.revision())));
    }

    @GET
    @Path("/assessments")
    @Operation(
            summary = "Status of all units and plans on a day or on the last evaluated one, and who is silent",
            description = "villages only of one county: with level=village, county is required")
    public OfDay ofDay(
            @QueryParam("day") String day,
            @QueryParam("level") String level,
            @QueryParam("plan") String plan,
            @QueryParam("county") String county) {
        Parameters.text(plan, "plan");
        LocalDate asked = store.evaluatedBy(Parameters.day(day, Parameters.LATEST, "day"));
        String wanted = level == null
                ? null
                : Parameters.oneOf(Level.class, level, "level").label();
        List<QueryStore.StatusRow> rows;
        if (Level.VILLAGE.label().equals(wanted)) {
            rows = ofVillages(county, asked, plan);
        } else {
            rows = asked == null ? List.of() : store.statuses(caller.visibleUnits(), asked, wanted, plan);
        }
        if (county != null) {
            rows = rows.stream().filter(row -> row.unit().startsWith(county)).toList();
        }
        Freshness freshness = store.freshness();
        boolean provisional = asked == null || Provisional.is(asked, freshness.evaluatedThrough());
        return new OfDay(asked, provisional, rows, freshness);
    }

    private List<QueryStore.StatusRow> ofVillages(String county, LocalDate day, String plan) {
        if (county == null) {
            throw Problem.badRequest("county is required with level=village");
        }
        Unit unit = caller.unit(county);
        return day == null
                ? List.of()
                : villages.assessments(caller.villages(unit), day).stream()
                        .map(VillageHistory.Answer::then)
                        .filter(one -> plan == null || plan.equals(one.plan()))
                        .map(one -> new QueryStore.StatusRow(
                                one.unit(),
                                one.level(),
                                one.plan(),
                                one.measure(),
                                one.status().name(),
                                one.firstApproved().status().name(),
                                one.silent()))
                        .toList();
    }
}
