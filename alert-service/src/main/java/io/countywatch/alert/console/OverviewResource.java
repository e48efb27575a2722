package io.countywatch.alert.console;

import io.countywatch.alert.api.Caller;
import io.countywatch.alert.api.Freshness;
import io.countywatch.alert.api.QueryStore;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.evaluation.Provisional;
import io.countywatch.alert.schedule.Status;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The console's campaign page in one answer. */
@Path("/v1/overview")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("alerts:read")
@Tag(name = "console")
public class OverviewResource {

    private static final Set<Level> WIDER = Set.of(Level.NATION, Level.PROVINCE);

    private final Standings standings;
    private final CountyReports reports;
    private final StandingStore store;
    private final QueryStore queries;
    private final Campaign campaign;
    private final Caller caller;

    OverviewResource(
            Standings standings,
            CountyReports reports,
            StandingStore store,
            QueryStore queries,
            Campaign campaign,
            Caller caller) {
        this.standings = standings;
        this.reports = reports;
        this.store = store;
        this.queries = queries;
        this.campaign = campaign;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Every unit of the caller with how it stands, how that changed by weeks, and what fires")
    public Overview overview() {
        List<String> visible = caller.visibleUnits();
        Freshness freshness = queries.freshness();
        if (freshness.evaluatedThrough() == null) {
            return new Overview(
                    null,
                    true,
                    freshness,
                    units(visible, WIDER, Map.of()),
                    counties(visible, Map.of()),
                    List.of(),
                    store.firing(visible));
        }
        Map<String, List<StandingStore.Row>> rows = standings.of(freshness);
        List<Overview.UnitStanding> counties = counties(visible, rows);
        return new Overview(
                freshness.evaluatedThrough(),
                Provisional.is(freshness.evaluatedThrough(), freshness.evaluatedThrough()),
                freshness,
                units(visible, WIDER, rows),
                counties,
                standings.history(
                        freshness.evaluatedThrough(),
                        counties.stream()
                                .filter(county -> county.status() != null)
                                .collect(Collectors.toMap(Overview.UnitStanding::code, Overview.UnitStanding::status))),
                store.firing(visible));
    }

    private List<Overview.UnitStanding> counties(List<String> visible, Map<String, List<StandingStore.Row>> rows) {
        return units(visible, Set.of(Level.COUNTY), rows);
    }

    private List<Overview.UnitStanding> units(
            List<String> visible, Set<Level> levels, Map<String, List<StandingStore.Row>> rows) {
        List<Unit> units = visible.stream()
                .map(campaign.units()::get)
                .filter(unit -> levels.contains(unit.level()))
                .toList();
        Map<String, Outlook.Reporting> told =
                levels.contains(Level.COUNTY) ? reports.of(units) : Map.<String, Outlook.Reporting>of();
        return units.stream()
                .map(unit -> standing(unit, rows.getOrDefault(unit.code(), List.of()), told.get(unit.code())))
                .toList();
    }

    private Overview.UnitStanding standing(Unit unit, List<StandingStore.Row> rows, Outlook.Reporting told) {
        Map<String, Status> statuses = new TreeMap<>();
        rows.forEach(
                row -> statuses.put(row.standing().measure(), row.standing().status()));
        return new Overview.UnitStanding(
                unit.code(),
                unit.level().label(),
                unit.name(),
                unit.nameZh(),
                campaign.units().provinceOf(unit.code()).map(Unit::code).orElse(null),
                Worst.of(statuses.values()),
                rows.stream().anyMatch(row -> row.standing().silent()),
                statuses,
                rows.stream()
                        .map(StandingStore.Row::standing)
                        .filter(standing -> standing.figures() != null)
                        .toList(),
                told);
    }
}
