package io.countywatch.metrics.figures;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.campaign.CampaignUnit.Level;
import io.countywatch.metrics.figures.ReceiptGate.Receipt;
import io.countywatch.metrics.security.CountyScope;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
    private final Campaign campaign;
    private final Instance<CountyScope> scope;

    FiguresResource(Figures figures, ReceiptGate gate, Campaign campaign, Instance<CountyScope> scope) {
        this.figures = figures;
        this.gate = gate;
        this.campaign = campaign;
        this.scope = scope;
    }

    /** One page of counties by code; {@code next} goes on where it ended. */
    @GET
    @Path("/counties")
    @Operation(summary = "Figures of every county of the caller, by code")
    public Page counties(
            @BeanParam FiguresQuery query,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST_AT_ONCE) {
            throw Problem.badRequest("limit is a number from 1 to " + MOST_AT_ONCE);
        }
        awaitReceipt(query);
        CountyScope visible = scope.get();
        List<CampaignUnit> page = campaign.units(Level.COUNTY).stream()
                .filter(county -> visible.covers(county.code()) && county.code().compareTo(cursor) > 0)
                .limit(limit + 1L)
                .toList();
        boolean more = page.size() > limit;
        List<CampaignUnit> shown = more ? page.subList(0, limit) : page;
        return new Page(
                figures.counties(shown, query.asOf()),
                more ? shown.get(shown.size() - 1).code() : null);
    }

    @GET
    @Path("/counties/{code}")
    @Operation(summary = "Figures of one county")
    public UnitFigures county(@PathParam("code") String code, @BeanParam FiguresQuery query) {
        CampaignUnit county = visible(code, Level.COUNTY);
        awaitReceipt(query);
        return figures.counties(List.of(county), query.asOf()).get(0);
    }

    @GET
    @Path("/provinces")
    @Operation(summary = "Sums of the provinces that are wholly the caller's")
    public Page provinces(@BeanParam FiguresQuery query) {
        awaitReceipt(query);
        Predicate<CampaignUnit> whole = province -> scope.get().covers(province.code());
        return new Page(
                figures.sums(
                        campaign.units(Level.PROVINCE).stream().filter(whole).toList(), query.asOf()),
                null);
    }

    @GET
    @Path("/provinces/{code}")
    @Operation(summary = "Sum of one province")
    public UnitFigures province(@PathParam("code") String code, @BeanParam FiguresQuery query) {
        CampaignUnit province = visible(code, Level.PROVINCE);
        awaitReceipt(query);
        return figures.sums(List.of(province), query.asOf()).get(0);
    }

    @GET
    @Path("/national")
    @Operation(summary = "Sum of the whole campaign; for callers of every county")
    public UnitFigures national(@BeanParam FiguresQuery query) {
        if (!scope.get().isEverything()) {
            throw Problem.notFound();
        }
        awaitReceipt(query);
        return figures.sums(campaign.units(Level.NATION), query.asOf()).get(0);
    }

    private CampaignUnit visible(String code, Level level) {
        CampaignUnit unit = campaign.unit(code);
        if (unit == null || unit.level() != level || !scope.get().covers(code)) {
            throw Problem.notFound();
        }
        return unit;
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
