package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.handling.AcknowledgementRecord;
import io.countywatch.alert.handling.Handling;
import io.countywatch.alert.handling.SilenceRecord;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.DataState;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.rules.Escalated;
import io.countywatch.alert.rules.Inhibitor;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.rules.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Works out what stands beside alerts: who speaks for them, who keeps them quiet, who took them on. Pure. */
public final class Bystanders {

    /** Days in which an alert's rises are counted. */
    public static final int FLAPPING_DAYS = 21;

    private static final int FLAPS_FROM = 4;
    private static final int FLAPS_UNTIL = 1;

    private final Campaign campaign;
    private final RuleSet rules;
    private final Inhibitor inhibitor;
    private final List<AlertId> sources;
    private final boolean stale;
    private final Circumstances circumstances;

    /**
     * What matters beside the alerts themselves.
     *
     * @param rises how often each alert rose in the last {@link #FLAPPING_DAYS} days
     */
    public record Circumstances(Handling handling, Map<String, Integer> rises, Instant now) {}

    /** @param alerts all of them, as they stand after this evaluation */
    public Bystanders(Campaign campaign, RuleSet rules, Collection<Alert> alerts, Circumstances circumstances) {
        this.campaign = campaign;
        this.rules = rules;
        this.inhibitor = new Inhibitor(rules.inhibit(), unit -> province(campaign, unit));
        Set<String> sources =
                rules.inhibit().stream().map(RuleSet.Inhibition::source).collect(Collectors.toSet());
        this.sources = alerts.stream()
                .filter(alert -> alert.now().state().isActive()
                        && sources.contains(alert.id().rule()))
                .map(Alert::id)
                .sorted(Comparator.comparing(AlertId::toString))
                .toList();
        this.stale =
                alerts.stream().anyMatch(alert -> alert.now().state().isActive() && isAboutThePipeline(alert.id()));
        this.circumstances = circumstances;
    }

    /** What stands beside an alert after an evaluation, given what stood there before. */
    public Beside of(Alert alert, Beside earlier) {
        return of(alert, earlier, true);
    }

    /** The same between two evaluations: steps of escalation are counted in campaign days, so none is taken. */
    Beside meanwhile(Alert alert, Beside earlier) {
        return of(alert, earlier, false);
    }

    private Beside of(Alert alert, Beside earlier, boolean evaluated) {
        State state = alert.now().state();
        boolean open = state.isActive() || state == State.PENDING;
        List<String> silencedBy = open ? silencedBy(alert) : List.of();
        List<String> inhibitedBy = open ? inhibitedBy(alert.id()) : List.of();
        List<String> suppression = new ArrayList<>();
        if (!silencedBy.isEmpty()) {
            suppression.add(Beside.SILENCED);
        }
        if (!inhibitedBy.isEmpty()) {
            suppression.add(Beside.INHIBITED);
        }
        int rises = circumstances.rises().getOrDefault(alert.id().toString(), 0);
        if (rises >= FLAPS_FROM || (earlier.isFlapping() && rises > FLAPS_UNTIL)) {
            suppression.add(Beside.FLAPPING);
        }
        AcknowledgementRecord taken = endOfAcknowledgement(alert).isPresent() ? null : acknowledgement(alert.id());
        Escalated escalated = evaluated
                ? earlier.escalated().evaluated(alert, rules, taken != null)
                : earlier.escalated().meanwhile(alert);
        return Beside.of(data(alert, open), suppression, silencedBy, inhibitedBy, taken)
                .with(escalated, alert);
    }

    /** Whoever looks at an open alert while the pipeline stands still looks at old figures. */
    private DataState data(Alert alert, boolean open) {
        return stale && open && !isAboutThePipeline(alert.id())
                ? DataState.PIPELINE_STALE
                : alert.now().data();
    }

    private boolean isAboutThePipeline(AlertId id) {
        return rules.rules().stream()
                .anyMatch(rule -> rule.id().equals(id.rule()) && rule.about() == Rule.About.PIPELINE);
    }

    /** Why an alert's acknowledgement ends now; empty if it has none or keeps it. */
    Optional<String> endOfAcknowledgement(Alert alert) {
        AcknowledgementRecord taken = acknowledgement(alert.id());
        if (taken == null) {
            return Optional.empty();
        }
        State state = alert.now().state();
        if (!state.isActive() && state != State.PENDING) {
            return Optional.of("ended");
        }
        if (alert.now().severity().compareTo(Severity.valueOf(taken.severity().toUpperCase(Locale.ROOT))) > 0) {
            return Optional.of("severity-rose");
        }
        return circumstances.now().isBefore(taken.until()) ? Optional.empty() : Optional.of("expired");
    }

    private AcknowledgementRecord acknowledgement(AlertId id) {
        return circumstances.handling().acknowledgements().get(id.toString());
    }

    private List<String> silencedBy(Alert alert) {
        AlertId id = alert.id();
        return circumstances.handling().silences().stream()
                .filter(silence -> silence.matches(
                        id.unit(),
                        province(campaign, id.unit()),
                        id.rule(),
                        alert.now().severity().label(),
                        circumstances.now()))
                .map(SilenceRecord::id)
                .toList();
    }

    private List<String> inhibitedBy(AlertId target) {
        return sources.stream()
                .filter(source -> inhibitor.inhibits(source, target))
                .map(AlertId::toString)
                .toList();
    }

    private static String province(Campaign campaign, String unit) {
        return campaign.units().provinceOf(unit).map(Unit::code).orElse(null);
    }
}
