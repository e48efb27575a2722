package io.countywatch.metrics.ranking;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.figures.AsOf;
import io.countywatch.metrics.figures.FiguresQuery;
import io.countywatch.metrics.http.Problem;
import io.countywatch.metrics.http.VisibleUnits;
import io.countywatch.metrics.reading.ReceiptGate;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's counties by a measure; those of others are neither ranked nor counted. */
@Path("/v1/ranking")
@RolesAllowed("metrics:read")
@Blocking
@Tag(name = "ranking")
public class RankingResource {

    private final VisibleUnits units;
    private final Campaign campaign;
    private final RankingStore store;
    private final ReceiptGate gate;

    RankingResource(VisibleUnits units, Campaign campaign, RankingStore store, ReceiptGate gate) {
        this.units = units;
        this.campaign = campaign;
        this.store = store;
        this.gate = gate;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, "text/csv"})
    @Operation(
            summary = "The caller's counties by the done share of a measure, or by its gain, at the end of effective")
    public Ranking ranking(
            @QueryParam("measure") @Parameter(description = "A measure of the campaign.", required = true)
                    String measureId,
            @QueryParam("by") @DefaultValue("level") @Parameter(description = "level or delta") String by,
            @QueryParam("window") @DefaultValue("30d") @Parameter(description = "1d to 366d; for delta") String window,
            @BeanParam FiguresQuery query) {
        Measure measure = measureId == null ? null : campaign.measures().get(measureId);
        if (measure == null) {
            throw Problem.badRequest("measure is one of the campaign's measures");
        }
        int days = days(window);
        if (!by.equals("level") && !by.equals("delta")) {
            throw Problem.badRequest("by is level or delta");
        }
        AsOf asOf = query.asOf();
        gate.pass(query);
        LocalDate day = asOf.effective() != null ? asOf.effective() : lastDay(asOf.known());
        var standings = store.standings(units.counties(), measure, day.minusDays(days), day, asOf.known());
        return by.equals("level")
                ? Ranking.byLevel(measure.id(), day, standings)
                : Ranking.byDelta(measure.id(), day, days, standings);
    }

    /** Of what is ranked when no day is asked for; what was known at an instant says nothing of the days after. */
    private LocalDate lastDay(Instant known) {
        LocalDate published = store.lastDay();
        LocalDate last = published == null ? campaign.start() : published;
        LocalDate knownOn =
                known == null ? last : known.atZone(campaign.timeZone()).toLocalDate();
        return knownOn.isBefore(last) ? knownOn : last;
    }

    private static int days(String window) {
        if (window.matches("[1-9][0-9]{0,2}d")) {
            int days = Integer.parseInt(window.substring(0, window.length() - 1));
            if (days <= 366) {
                return days;
            }
        }
        throw Problem.badRequest("window is a number of days from 1d to 366d");
    }
}
