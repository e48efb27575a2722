package io.countywatch.metrics.figures;

import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.http.Cells;
import io.countywatch.metrics.http.Page;
import io.countywatch.metrics.http.Table;
import io.countywatch.metrics.http.VisibleUnits;
import io.countywatch.metrics.reading.ReceiptGate;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Figures of counties, provinces and the nation. A unit outside the caller's counties does not exist for the caller. */
@Path("/v1")
@Produces({MediaType.APPLICATION_JSON, "text/csv"})
@RolesAllowed("metrics:read")
@Blocking
@Tag(name = "figures")
public class FiguresResource {

    private final Figures figures;
    private final ReceiptGate gate;
    private final VisibleUnits units;

    FiguresResource(Figures figures, ReceiptGate gate, VisibleUnits units) {
        this.figures = figures;
        this.gate = gate;
        this.units = units;
    }

    /** One page of counties by code; {@code next} goes on where it ended. */
    @GET
    @Path("/counties")
    @Operation(summary = "Figures of every county of the caller, by code")
    public Units counties(
            @BeanParam FiguresQuery query,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue("100") @Schema(type = SchemaType.INTEGER) String limit) {
        int most = Page.limit(limit);
        gate.pass(query);
        List<CampaignUnit> page = after(cursor, units.counties(), most);
        return new Units(
                figures.counties(Page.shown(page, most), query.asOf()), Page.next(page, most, CampaignUnit::code));
    }

    @GET
    @Path("/counties/{code}")
    @Operation(summary = "Figures of one county")
    public UnitFigures county(@PathParam("code") String code, @BeanParam FiguresQuery query) {
        CampaignUnit county = units.county(code);
        gate.pass(query);
        return figures.counties(List.of(county), query.asOf()).get(0);
    }

    @GET
    @Path("/provinces")
    @Operation(summary = "Sums of the provinces that are wholly the caller's")
    public Units provinces(
            @BeanParam FiguresQuery query,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue("100") @Schema(type = SchemaType.INTEGER) String limit) {
        int most = Page.limit(limit);
        gate.pass(query);
        List<CampaignUnit> page = after(cursor, units.provinces(), most);
        return new Units(figures.sums(Page.shown(page, most), query.asOf()), Page.next(page, most, CampaignUnit::code));
    }

    @GET
    @Path("/provinces/{code}")
    @Operation(summary = "Sum of one province")
    public UnitFigures province(@PathParam("code") String code, @BeanParam FiguresQuery query) {
        CampaignUnit province = units.province(code);
        gate.pass(query);
        return figures.sums(List.of(province), query.asOf()).get(0);
    }

    @GET
    @Path("/national")
    @Operation(summary = "Sum of the whole campaign; for callers of every county")
    public UnitFigures national(@BeanParam FiguresQuery query) {
        CampaignUnit nation = units.nation();
        gate.pass(query);
        return figures.sums(List.of(nation), query.asOf()).get(0);
    }

    /** One more than a page, if there are so many. */
    private static List<CampaignUnit> after(String cursor, List<CampaignUnit> units, int most) {
        return units.stream()
                .filter(unit -> unit.code().compareTo(cursor) > 0)
                .limit(most + 1L)
                .toList();
    }

    /** @param next cursor of the next page; null on the last */
    public record Units(List<UnitFigures> items, String next) implements Table {

        @Override
        public List<String> columns() {
            return UnitFigures.COLUMNS;
        }

        @Override
        public List<List<String>> rows(Cells cells) {
            return items.stream().flatMap(unit -> unit.rows(cells).stream()).toList();
        }
    }
}
