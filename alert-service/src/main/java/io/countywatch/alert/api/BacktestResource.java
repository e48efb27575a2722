package io.countywatch.alert.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.backtest.BacktestRequest;
import io.countywatch.alert.backtest.BacktestService;
import io.countywatch.alert.backtest.KnownAt;
import io.countywatch.alert.backtest.Report;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Rules tried on days that are over. Nothing is stored and nobody is told anything. */
@Path("/v1/backtests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("alerts:read")
@Tag(name = "backtests")
public class BacktestResource {

    private static final int MOST_DAYS = 400;

    private final BacktestService service;
    private final Campaign campaign;
    private final RuleSet inForce;
    private final Caller caller;

    BacktestResource(BacktestService service, Campaign campaign, RuleSet inForce, Caller caller) {
        this.service = service;
        this.campaign = campaign;
        this.inForce = inForce;
        this.caller = caller;
    }

    /**
     * What to try.
     *
     * @param rules a rules file as text, or the same as JSON; absent for the rules in force
     * @param units codes of counties, provinces or the nation; absent for all that the caller may see
     * @param knownAt {@code asRecorded} if absent
     */
    public record Wanted(JsonNode rules, LocalDate from, LocalDate to, List<String> units, KnownAt knownAt) {}

    /** Plays the days that are asked for to the rules that are asked for. */
    @POST
    @Operation(
            summary = "What rules would have told between two days",
            description = "asRecorded: the figures of each day as they were while it was the last one. asNow: the"
                    + " latest figures that are kept of each day, with what came late for it. The life cycle begins on"
                    + " from with nothing pending or firing. At most 400 days, and as many days of counties as"
                    + " countywatch.backtest.most-county-days allows; one at a time in each replica.")
    @APIResponse(responseCode = "200", description = "fires, flaps, hours, notifications by route, and how it ended")
    @APIResponse(responseCode = "400", description = "the rules are wrong (with line and reason), or a parameter is")
    @APIResponse(responseCode = "413", description = "too many days of counties: fewer days or units")
    @APIResponse(responseCode = "429", description = "another backtest is running")
    public Report run(Wanted wanted) {
        if (wanted == null) {
            throw Problem.badRequest("a body is required");
        }
        if (wanted.from() == null || wanted.to() == null) {
            throw Problem.badRequest("from and to are required, days like 2020-05-27");
        }
        if (wanted.from().isAfter(wanted.to())) {
            throw Problem.badRequest("from must not be after to");
        }
        if (ChronoUnit.DAYS.between(wanted.from(), wanted.to()) >= MOST_DAYS) {
            throw Problem.badRequest("a backtest takes at most " + MOST_DAYS + " days");
        }
        BacktestRequest request = new BacktestRequest(
                wanted.from(),
                wanted.to(),
                units(wanted.units()),
                wanted.knownAt() == null ? KnownAt.AS_RECORDED : wanted.knownAt());
        try {
            return service.run(request, rules(wanted.rules())).orElseThrow(Problem::busy);
        } catch (BacktestService.TooLarge e) {
            throw Problem.tooLarge(e.getMessage());
        }
    }

    private Set<String> units(List<String> wanted) {
        if (wanted == null) {
            return Set.copyOf(caller.visibleUnits());
        }
        Set<String> units = new HashSet<>();
        for (String code : wanted) {
            Unit unit = caller.unit(code);
            if (unit.level() == Level.VILLAGE) {
                throw Problem.badRequest("units are counties, prefectures, provinces or the nation");
            }
            units.add(unit.code());
        }
        return units;
    }

    private RuleSet rules(JsonNode rules) {
        if (rules == null || rules.isNull()) {
            return inForce;
        }
        try {
            // JSON is YAML, too.
            return RulesReader.of(rules.isTextual() ? rules.textValue() : rules.toString(), campaign);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(e.getMessage());
        }
    }
}
