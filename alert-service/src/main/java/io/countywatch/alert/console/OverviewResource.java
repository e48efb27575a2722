package io.countywatch.alert.console;

import io.countywatch.alert.api.Caller;
import io.countywatch.alert.api.Freshness;
import io.countywatch.alert.api.Parameters;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    @Operation(
            summary = "Every unit of the caller with how it stands, how that changed by weeks, and what fires",
            description = "asOf: as it was known when that day was the last one; then without what counties say")
    public Overview overview(@QueryParam("asOf") String asOf) {
        List<String> visible = caller.visibleUnits();
        Freshness freshness = queries.freshness();
        LocalDate last = freshness.evaluatedThrough();
        LocalDate asked = Parameters.day(asOf, Parameters.LATEST, "asOf");
        LocalDate day = last == null || !asked.isBefore(last) ? last : queries.evaluatedBy(asked);
        boolean now = Objects.equals(day, last);
        Map<String, List<StandingStore.Row>> rows =
                day == null ? Map.of() : now ? standings.of(freshness) : store.ofDay(day);
        List<Unit> units = visible.stream().map(campaign.units()::get).toList();
        List<Unit> counties =
                units.stream().filter(unit -> unit.level() == Level.COUNTY).toList();
        List<Overview.UnitStanding> standing = standings(counties, rows, now ? reports.of(counties) : Map.of());
        return new Overview(
                day,
                day == null || Provisional.is(day, last),
                freshness,
                standings(
                        units.stream()
                                .filter(unit -> WIDER.contains(unit.level()))
                                .toList(),
                        rows,
                        Map.of()),
                standing,
                day == null ? List.of() : standings.history(day, statuses(standing)),
                now ? store.firing(visible) : store.firingOn(asked, visible));
    }

    private static Map<String, Status> statuses(List<Overview.UnitStanding> counties) {
        return counties.stream()
                .filter(county -> county.status() != null)
                .collect(Collectors.toMap(Overview.UnitStanding::code, Overview.UnitStanding::status));
    }

    private List<Overview.UnitStanding> standings(
            List<Unit> units, Map<String, List<StandingStore.Row>> rows, Map<String, Outlook.Reporting> told) {
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
