package io.countywatch.metrics.restatements;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.http.Cells;
import io.countywatch.metrics.http.Page;
import io.countywatch.metrics.http.Table;
import io.countywatch.metrics.http.Times;
import io.countywatch.metrics.http.VisibleUnits;
import io.countywatch.metrics.reading.AfterQuery;
import io.countywatch.metrics.reading.ReceiptGate;
import io.countywatch.metrics.restatements.Restatements.Restated;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
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
@Produces({MediaType.APPLICATION_JSON, "text/csv"})
@RolesAllowed("metrics:read")
@Blocking
@Tag(name = "figures")
public class RestatementResource {

    private final VisibleUnits units;
    private final RestatementStore store;
    private final ReceiptGate gate;
    private final ZoneId zone;

    RestatementResource(VisibleUnits units, RestatementStore store, ReceiptGate gate, Campaign campaign) {
        this.units = units;
        this.store = store;
        this.gate = gate;
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
            @QueryParam("limit") @DefaultValue("100") @Schema(type = SchemaType.INTEGER) String limit,
            @BeanParam AfterQuery afterReceipt) {
        CampaignUnit county = units.county(code);
        int most = Page.limit(limit);
        Instant begin = Times.since("since", since, zone);
        LocalDate from = begin == null ? LocalDate.MIN : begin.atZone(zone).toLocalDate();
        String after = cursor == null ? "" : String.join("\n", Page.read(cursor, 3));
        gate.pass(afterReceipt);
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
    public record RestatedFigures(List<Restated> items, String next) implements Table {

        @Override
        public List<String> columns() {
            return List.of(
                    "date",
                    "measure",
                    "stage",
                    "firstSubjects",
                    "firstPersons",
                    "nowSubjects",
                    "nowPersons",
                    "recordedOn",
                    "subjects",
                    "persons",
                    "because");
        }

        @Override
        public List<List<String>> rows(Cells cells) {
            return items.stream().flatMap(one -> one.rows(cells)).toList();
        }
    }
}
