package io.countywatch.metrics.restatements;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.http.Page;
import io.countywatch.metrics.http.Since;
import io.countywatch.metrics.http.VisibleUnits;
import io.countywatch.metrics.restatements.Restatements.Restated;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Figures of a county that changed after the day they were first reported. */
@Path("/v1/counties/{code}/restatements")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("metrics:read")
@Blocking
@Tag(name = "figures")
public class RestatementResource {

    private final VisibleUnits units;
    private final RestatementStore store;
    private final ZoneId zone;

    RestatementResource(VisibleUnits units, RestatementStore store, Campaign campaign) {
        this.units = units;
        this.store = store;
        zone = campaign.timeZone();
    }

    @GET
    @Operation(summary = "Figures of one county that changed after their day, and why")
    public RestatedFigures restatements(
            @PathParam("code") String code,
            @QueryParam("since")
                    @Parameter(description = "With a change recorded on the day of this instant, or later; else all.")
                    String since,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue("100") @Schema(type = SchemaType.INTEGER) String limit) {
        CampaignUnit county = units.county(code);
        int most = Page.limit(limit);
        LocalDate from = since == null
                ? LocalDate.MIN
                : Since.parse(since, zone).atZone(zone).toLocalDate();
        String after = cursor == null ? "" : String.join("\n", Page.read(cursor, 3));
        List<Restated> more = Restatements.of(store.changes(county.code(), zone), from).stream()
                .filter(one -> String.join("\n", key(one)).compareTo(after) > 0)
                .limit(most + 1L)
                .toList();
        return new RestatedFigures(Page.shown(more, most), Page.next(more, most, one -> Page.cursor(key(one))));
    }

    private static String[] key(Restated one) {
        return new String[] {one.date().toString(), one.measure(), one.stage()};
    }

    /** @param next cursor of the next page; null on the last */
    public record RestatedFigures(List<Restated> items, String next) {}
}
