package io.countywatch.metrics.console;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.figures.AsOf;
import io.countywatch.metrics.figures.Figures;
import io.countywatch.metrics.figures.UnitFigures;
import io.countywatch.metrics.http.VisibleUnits;
import io.countywatch.metrics.security.CountyScope;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The figures of the console's campaign page in one answer. */
@Path("/v1/overview")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("metrics:read")
@Blocking
@Tag(name = "console")
public class OverviewResource {

    private static final AsOf NOW = new AsOf(null, null);

    private final Figures figures;
    private final VisibleUnits units;
    private final Campaign campaign;
    private final Instance<CountyScope> scope;

    OverviewResource(Figures figures, VisibleUnits units, Campaign campaign, Instance<CountyScope> scope) {
        this.figures = figures;
        this.units = units;
        this.campaign = campaign;
        this.scope = scope;
    }

    @GET
    @Operation(summary = "Figures of every unit of the caller, and the campaign's dates and measures")
    public Overview overview() {
        boolean everything = scope.get().isEverything();
        List<CampaignUnit> wider = new ArrayList<>();
        if (everything) {
            wider.add(units.nation());
        }
        wider.addAll(units.provinces());
        List<UnitFigures> counties = figures.counties(units.counties(), NOW);
        return new Overview(
                new Overview.CampaignFacts(
                        campaign.id(),
                        everything ? campaign.name() : null,
                        campaign.start(),
                        campaign.end(),
                        campaign.timeZone().getId()),
                measures(everything, counties),
                figures.sums(wider, NOW),
                counties.size() == 1
                        ? counties
                        : counties.stream().map(this::statusOnly).toList());
    }

    /** Another county's programme would be a hint at that county. */
    private List<Measure> measures(boolean everything, List<UnitFigures> counties) {
        Set<String> counted = counties.stream()
                .flatMap(county -> county.measures().keySet().stream())
                .collect(Collectors.toSet());
        return campaign.measures().values().stream()
                .filter(measure -> everything
                        || measure.family() == Measure.Family.STATUS
                        || counted.contains(measure.countedIn()))
                .sorted(Comparator.comparing(Measure::family).thenComparing(Measure::id))
                .toList();
    }

    private UnitFigures statusOnly(UnitFigures county) {
        var status = new TreeMap<>(county.measures());
        status.keySet()
                .removeIf(id -> !campaign.measures().containsKey(id)
                        || campaign.measures().get(id).family() != Measure.Family.STATUS);
        return new UnitFigures(
                county.code(),
                county.name(),
                county.nameZh(),
                county.level(),
                county.revision(),
                county.asOf(),
                county.freshness(),
                status);
    }
}
