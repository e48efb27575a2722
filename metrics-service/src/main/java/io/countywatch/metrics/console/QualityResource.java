package io.countywatch.metrics.console;

import io.countywatch.metrics.campaign.CampaignUnit;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The console's page about the data themselves in one answer. */
@Path("/v1/quality")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("metrics:read")
@Blocking
@Tag(name = "console")
public class QualityResource {

    private static final int MOST_DAYS = 28;

    private final Tallies tallies;
    private final PaceTimer pace;
    private final QualityStore store;
    private final Figures figures;
    private final VisibleUnits units;
    private final Instance<CountyScope> scope;

    QualityResource(
            Tallies tallies,
            PaceTimer pace,
            QualityStore store,
            Figures figures,
            VisibleUnits units,
            Instance<CountyScope> scope) {
        this.tallies = tallies;
        this.pace = pace;
        this.store = store;
        this.figures = figures;
        this.units = units;
        this.scope = scope;
    }

    @GET
    @Operation(summary = "What came, how late, and what was refused, by day and by reason, of the caller's counties")
    public Quality quality() {
        List<CampaignUnit> counties = units.counties();
        Set<String> codes = counties.stream().map(CampaignUnit::code).collect(Collectors.toSet());
        boolean everything = scope.get().isEverything();
        Tallies.Tally tally = tallies.now();
        List<QualityStore.Rejected> rejected = tally.rejected().stream()
                .filter(one -> everything || codes.contains(one.county()))
                .toList();
        return new Quality(
                counties.isEmpty()
                        ? new UnitFigures.Freshness(null, 0, null)
                        : figures.counties(counties.subList(0, 1), new AsOf(null, null))
                                .get(0)
                                .freshness(),
                tally.at(),
                everything ? pace.rates() : null,
                days(
                        tally.received().stream()
                                .filter(one -> codes.contains(one.county()))
                                .toList(),
                        rejected),
                reasons(rejected),
                everything ? store.quarantined() : null);
    }

    private static List<Quality.Day> days(List<QualityStore.Received> received, List<QualityStore.Rejected> rejected) {
        Map<LocalDate, Quality.Day> days = new TreeMap<>();
        received.forEach(one ->
                days.merge(one.day(), new Quality.Day(one.day(), one.events(), one.late(), 0), QualityResource::plus));
        rejected.forEach(
                one -> days.merge(one.day(), new Quality.Day(one.day(), 0, 0, one.items()), QualityResource::plus));
        return days.values().stream().skip(Math.max(0, days.size() - MOST_DAYS)).toList();
    }

    private static Quality.Day plus(Quality.Day one, Quality.Day other) {
        return new Quality.Day(
                one.day(),
                one.received() + other.received(),
                one.late() + other.late(),
                one.rejected() + other.rejected());
    }

    private static List<Quality.Reason> reasons(List<QualityStore.Rejected> rejected) {
        Map<String, Quality.Reason> reasons = new TreeMap<>();
        rejected.forEach(one -> reasons.merge(
                one.code(),
                new Quality.Reason(one.code(), one.items(), one.lastAt()),
                (a, b) -> new Quality.Reason(a.code(), a.count() + b.count(), later(a.lastAt(), b.lastAt()))));
        return reasons.values().stream()
                .sorted(Comparator.comparingLong(Quality.Reason::count).reversed())
                .toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
