package io.countywatch.metrics.figures;

import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.figures.ReceiptGate.Receipt;
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
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("metrics:read")
@Blocking
@Tag(name = "figures")
public class FiguresResource {

    private static final int MOST_AT_ONCE = 5000;

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
    public Page counties(
            @BeanParam FiguresQuery query,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue("100") @Schema(type = SchemaType.INTEGER) String limit) {
        int most = limit(limit);
        awaitReceipt(query);
        List<CampaignUnit> page = units.counties().stream()
                .filter(county -> county.code().compareTo(cursor) > 0)
                .limit(most + 1L)
                .toList();
        boolean more = page.size() > most;
        List<CampaignUnit> shown = more ? page.subList(0, most) : page;
        return new Page(
                figures.counties(shown, query.asOf()),
                more ? shown.get(shown.size() - 1).code() : null);
    }

    @GET
    @Path("/counties/{code}")
    @Operation(summary = "Figures of one county")
    public UnitFigures county(@PathParam("code") String code, @BeanParam FiguresQuery query) {
        CampaignUnit county = units.county(code);
        awaitReceipt(query);
        return figures.counties(List.of(county), query.asOf()).get(0);
    }

    @GET
    @Path("/provinces")
    @Operation(summary = "Sums of the provinces that are wholly the caller's")
    public Page provinces(@BeanParam FiguresQuery query) {
        awaitReceipt(query);
        return new Page(figures.sums(units.provinces(), query.asOf()), null);
    }

    @GET
    @Path("/provinces/{code}")
    @Operation(summary = "Sum of one province")
    public UnitFigures province(@PathParam("code") String code, @BeanParam FiguresQuery query) {
        CampaignUnit province = units.province(code);
        awaitReceipt(query);
        return figures.sums(List.of(province), query.asOf()).get(0);
    }

    @GET
    @Path("/national")
    @Operation(summary = "Sum of the whole campaign; for callers of every county")
    public UnitFigures national(@BeanParam FiguresQuery query) {
        CampaignUnit nation = units.nation();
        awaitReceipt(query);
        return figures.sums(List.of(nation), query.asOf()).get(0);
    }

    /** As a text, since the framework answers 404 to a number that it cannot read. */
    private static int limit(String text) {
        if (!text.matches("[0-9]{1,4}") || text.matches("0+") || Integer.parseInt(text) > MOST_AT_ONCE) {
            throw Problem.badRequest("limit is a number from 1 to " + MOST_AT_ONCE);
        }
        return Integer.parseInt(text);
    }

    private void awaitReceipt(FiguresQuery query) {
        Receipt receipt = query.receipt();
        if (receipt != null) {
            long missing = gate.await(receipt, query.patience());
            if (missing > 0) {
                throw Problem.tooEarly(missing);
            }
        }
    }

    /** @param next cursor of the next page; null on the last */
    public record Page(List<UnitFigures> items, String next) {}
}
