package io.countywatch.metrics.figures;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.campaign.CampaignUnit.Level;
import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.figures.Series.Point;
import io.countywatch.metrics.figures.SeriesQuery.Range;
import io.countywatch.metrics.http.Cells;
import io.countywatch.metrics.http.Table;
import io.countywatch.metrics.http.VisibleUnits;
import io.countywatch.metrics.reading.ReceiptGate;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A measure over the days or weeks, of a unit of the caller. */
@Path("/v1")
@Produces({MediaType.APPLICATION_JSON, "text/csv"})
@RolesAllowed("metrics:read")
@Blocking
@Tag(name = "series")
public class SeriesResource {

    private final VisibleUnits units;
    private final Campaign campaign;
    private final SeriesStore series;
    private final FiguresStore figures;
    private final ReceiptGate gate;

    SeriesResource(VisibleUnits units, Campaign campaign, SeriesStore series, FiguresStore figures, ReceiptGate gate) {
        this.units = units;
        this.campaign = campaign;
        this.series = series;
        this.figures = figures;
        this.gate = gate;
    }

    @GET
    @Path("/counties/{code}/series")
    @Operation(summary = "A measure of one county over time")
    public UnitSeries county(@PathParam("code") String code, @BeanParam SeriesQuery query) {
        return series(units.county(code), query);
    }

    @GET
    @Path("/provinces/{code}/series")
    @Operation(summary = "A measure of one province over time")
    public UnitSeries province(@PathParam("code") String code, @BeanParam SeriesQuery query) {
        return series(units.province(code), query);
    }

    @GET
    @Path("/national/series")
    @Operation(summary = "A measure of the whole campaign over time; for callers of every county")
    public UnitSeries national(@BeanParam SeriesQuery query) {
        return series(units.nation(), query);
    }

    private UnitSeries series(CampaignUnit unit, SeriesQuery query) {
        Measure measure = query.measure(campaign.measures());
        int stepDays = query.stepDays();
        Instant known = query.known();
        gate.pass(query);
        Range range = query.range(new Range(campaign.start(), lastDay()));
        List<String> counties = campaign.units(Level.COUNTY).stream()
                .map(CampaignUnit::code)
                .filter(county -> unit.level() == Level.NATION || county.startsWith(unit.code()))
                .toList();
        var changes = unit.level() == Level.NATION
                ? series.changesOfAll(counties, measure, range.to(), known)
                : series.changes(counties, measure, range.to(), known);
        return new UnitSeries(
                unit.code(), measure.id(), Series.points(measure, changes, range.from(), range.to(), stepDays));
    }

    private LocalDate lastDay() {
        List<String> counties =
                campaign.units(Level.COUNTY).stream().map(CampaignUnit::code).toList();
        return figures.published(counties).values().stream()
                .map(FiguresStore.Published::effectiveThrough)
                .max(Comparator.naturalOrder())
                .orElse(campaign.start());
    }

    /** @param points oldest first */
    public record UnitSeries(String code, String measure, List<Point> points) implements Table {

        @Override
        public List<String> columns() {
            return List.of("code", "measure", "date", "stage", "subjects", "persons", "net");
        }

        @Override
        public List<List<String>> rows(Cells cells) {
            return points.stream().flatMap(point -> rows(point, cells)).toList();
        }

        private Stream<List<String>> rows(Point point, Cells cells) {
            String date = point.date().toString();
            String net = cells.of(point.net(), point.net());
            return point.stages().isEmpty()
                    ? Stream.of(List.of(code, measure, date, "", "", "", net))
                    : point.stages().entrySet().stream().map(stage -> {
                        List<String> counts = cells.of(stage.getValue());
                        return List.of(code, measure, date, stage.getKey(), counts.get(0), counts.get(1), net);
                    });
        }

        @Override
        public String next() {
            return null;
        }
    }
}
