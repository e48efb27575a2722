package io.countywatch.metrics.figures;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.campaign.CampaignUnit.Level;
import io.countywatch.metrics.figures.VillageStore.Village;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Figures of the campaign's villages in a county of the caller, also of those that say nothing. */
@Path("/v1/counties/{code}/villages")
@RolesAllowed("metrics:read")
@Blocking
@Tag(name = "figures")
public class VillageResource {

    private final VisibleUnits units;
    private final Campaign campaign;
    private final VillageStore store;
    private final ReceiptGate gate;

    VillageResource(VisibleUnits units, Campaign campaign, VillageStore store, ReceiptGate gate) {
        this.units = units;
        this.campaign = campaign;
        this.store = store;
        this.gate = gate;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, "text/csv"})
    @Operation(summary = "Figures of every village of one county, by code")
    public Villages villages(
            @PathParam("code") String code,
            @BeanParam FiguresQuery query,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue("100") @Schema(type = SchemaType.INTEGER) String limit) {
        CampaignUnit county = units.county(code);
        int most = Page.limit(limit);
        AsOf asOf = query.asOf();
        gate.pass(query);
        List<CampaignUnit> more = campaign.units(Level.VILLAGE).stream()
                .filter(village -> village.parent().equals(county.code()))
                .filter(village -> village.code().compareTo(cursor) > 0)
                .limit(most + 1L)
                .toList();
        Map<String, Village> known = store.villages(county.code(), asOf);
        return new Villages(
                Page.shown(more, most).stream()
                        .map(village -> answer(village, known.getOrDefault(village.code(), new Village())))
                        .toList(),
                Page.next(more, most, CampaignUnit::code));
    }

    private VillageFigures answer(CampaignUnit unit, Village village) {
        return new VillageFigures(unit.code(), unit.name(), unit.nameZh(), lastReportAt(village), village.measures);
    }

    private Instant lastReportAt(Village village) {
        if (village.reportedFor == null) {
            return null;
        }
        Instant endOfDay = village.reportedFor
                .plusDays(1)
                .atStartOfDay(campaign.timeZone())
                .toInstant()
                .minusSeconds(1);
        return village.recorded.isBefore(endOfDay) ? village.recorded : endOfDay;
    }

    /** @param next cursor of the next page; null on the last */
    public record Villages(List<VillageFigures> items, String next) implements Table {

        @Override
        public List<String> columns() {
            return List.of("code", "name", "lastReportAt", "measure", "stage", "subjects", "persons");
        }

        @Override
        public List<List<String>> rows(Cells cells) {
            return items.stream()
                    .flatMap(village -> cells
                            .rows(
                                    List.of(
                                            village.code(),
                                            village.name(),
                                            village.lastReportAt() == null
                                                    ? ""
                                                    : village.lastReportAt().toString()),
                                    village.measures())
                            .stream())
                    .toList();
        }
    }
}
