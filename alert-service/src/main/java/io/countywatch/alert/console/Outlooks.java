package io.countywatch.alert.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.api.Freshness;
import io.countywatch.alert.api.Parameters;
import io.countywatch.alert.api.QueryStore;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.PlanVersion;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.evaluation.AssessmentRecord;
import io.countywatch.alert.evaluation.DayAssessor;
import io.countywatch.alert.evaluation.ExitChecks;
import io.countywatch.alert.evaluation.Panel;
import io.countywatch.alert.evaluation.Provisional;
import io.countywatch.alert.evaluation.RuleHistory;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Peers;
import io.countywatch.alert.schedule.Status;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.startup.Json;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts a unit's page together. */
@Singleton
class Outlooks {

    private final QueryStore queries;
    private final CountyReports reports;
    private final PastStore past;
    private final Campaign campaign;
    private final RuleHistory rules;

    Outlooks(QueryStore queries, CountyReports reports, PastStore past, Campaign campaign, RuleHistory rules) {
        this.queries = queries;
        this.reports = reports;
        this.past = past;
        this.campaign = campaign;
        this.rules = rules;
    }

    /** @param asOf {@link Parameters#LATEST} for now */
    Outlook of(Unit unit, LocalDate asOf) {
        Freshness freshness = queries.freshness();
        Map<String, Plan> plans = campaign.plans().stream().collect(Collectors.toMap(Plan::id, Function.identity()));
        List<JsonNode> assessments = queries.assessments(unit.code(), asOf);
        RuleSet then = assessments.isEmpty() ? null : rules.of(day(assessments.get(0)));
        Map<String, Peers> peers = peers(unit, assessments, then);
        // A plan that the campaign has no more is history: it has no curve to draw.
        List<Outlook.PlanOutlook> outlooks = assessments.stream()
                .filter(assessment -> plans.containsKey(assessment.path("plan").asText()))
                .map(assessment -> outlook(plans.get(assessment.path("plan").asText()), assessment, then, peers))
                .sorted(Comparator.<Outlook.PlanOutlook>comparingInt(outlook -> Worst.ORDER.indexOf(status(outlook)))
                        // Of equally bad ones what a county cannot exit without comes first.
                        .thenComparing(outlook -> !outlook.mandatory()))
                .toList();
        LocalDate day = outlooks.isEmpty()
                ? null
                : LocalDate.parse(outlooks.get(0).assessment().path("day").asText());
        boolean back = !asOf.equals(Parameters.LATEST);
        Optional<CountyReports.Told> told = unit.level() != Level.COUNTY || (day == null && back)
                ? Optional.empty()
                : day == null ? reports.now(unit) : reports.on(day, unit);
        return new Outlook(
                unit.code(),
                unit.level().label(),
                unit.name(),
                unit.nameZh(),
                campaign.units().provinceOf(unit.code()).map(Unit::code).orElse(null),
                day,
                day == null || Provisional.is(day, freshness.evaluatedThrough()),
                freshness,
                Worst.of(outlooks.stream().map(Outlooks::status).toList()),
                outlooks,
                told.map(CountyReports.Told::snapshot)
                        .map(SnapshotRecord::effectiveThrough)
                        .orElse(null),
                told.map(CountyReports.Told::snapshot)
                        .map(figures -> new ExitChecks(campaign).gates(unit, figures, donePlans(outlooks)))
                        .orElse(List.of()),
                told.map(CountyReports.Told::reporting).orElse(null),
                back ? past.alerts(asOf, List.of(unit.code())) : null);
    }

    /** What the forecast of a county was made with beside its own figures, by measure: the fan is that forecast's. */
    private Map<String, Peers> peers(Unit unit, List<JsonNode> assessments, RuleSet then) {
        if (then == null || then.forecast() != ForecastModel.POOLED_PACES || unit.level() != Level.COUNTY) {
            return Map.of();
        }
        LocalDate day = day(assessments.get(0));
        return new DayAssessor(campaign, then)
                .peers(day, past.figures(day, Panel.codes(campaign)).values());
    }

    private Outlook.PlanOutlook outlook(Plan plan, JsonNode assessment, RuleSet then, Map<String, Peers> peers) {
        AssessmentRecord assessed = Json.read(assessment.toString(), AssessmentRecord.class);
        PlanVersion inForce = plan.inForce(assessed.day());
        return new Outlook.PlanOutlook(
                plan.id(),
                plan.measure(),
                campaign.measure(plan.measure()).unit().name().toLowerCase(Locale.ROOT),
                plan.mandatory(),
                inForce,
                plan.first(),
                assessment,
                Fans.of(assessed, inForce, then.forecast(), peers.getOrDefault(plan.measure(), Peers.NONE)));
    }

    private static LocalDate day(JsonNode assessment) {
        return LocalDate.parse(assessment.path("day").asText());
    }

    private static Status status(Outlook.PlanOutlook outlook) {
        return Status.valueOf(outlook.assessment().path("status").asText());
    }

    private static Set<String> donePlans(List<Outlook.PlanOutlook> outlooks) {
        return outlooks.stream()
                .filter(outlook -> status(outlook).isDone())
                .map(Outlook.PlanOutlook::plan)
                .collect(Collectors.toSet());
    }
}
