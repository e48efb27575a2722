package io.countywatch.alert.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.handling.AcknowledgementRecord;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.DataState;
import io.countywatch.alert.rules.Escalated;
import io.countywatch.alert.startup.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * What stands beside an alert's state and never blocks it.
 *
 * @param data OK, LATE, SILENT or PIPELINE_STALE
 * @param suppression SILENCED, INHIBITED, FLAPPING
 * @param silencedBy ids of silences
 * @param inhibitedBy ids of the alerts that speak for this one
 * @param acknowledgement null while nobody has taken it on
 * @param escalation widest level that it has reached, null while not active
 * @param ofEpisode the episode that the rest is about: it goes on where the episode does
 * @param reached widest level that was reached in it, also while it is not active
 * @param activeSince first day on which it was active in it
 * @param criticalSince since when it was critical when it was last active
 */
public record Beside(
        DataState data,
        List<String> suppression,
        List<String> silencedBy,
        List<String> inhibitedBy,
        AcknowledgementRecord acknowledgement,
        String escalation,
        Integer ofEpisode,
        String reached,
        LocalDate activeSince,
        LocalDate criticalSince) {

    static final String SILENCED = "SILENCED";
    static final String INHIBITED = "INHIBITED";
    static final String FLAPPING = "FLAPPING";

    /** Nothing stands beside it. */
    public static final Beside NOTHING = new Beside(null, null, null, null, null, null, null, null, null, null);

    public Beside {
        data = data == null ? DataState.OK : data;
        suppression = suppression == null ? List.of() : List.copyOf(suppression);
        silencedBy = silencedBy == null ? List.of() : List.copyOf(silencedBy);
        inhibitedBy = inhibitedBy == null ? List.of() : List.copyOf(inhibitedBy);
    }

    static Beside of(
            DataState data,
            List<String> suppression,
            List<String> silencedBy,
            List<String> inhibitedBy,
            AcknowledgementRecord acknowledgement) {
        return new Beside(data, suppression, silencedBy, inhibitedBy, acknowledgement, null, null, null, null, null);
    }

    /** The same at a step of escalation, which shows only while the alert is active. */
    Beside with(Escalated escalated, Alert alert) {
        String level = escalated.reached() == null ? null : escalated.reached().label();
        return new Beside(
                data,
                suppression,
                silencedBy,
                inhibitedBy,
                acknowledgement,
                alert.now().state().isActive() ? level : null,
                escalated.episode(),
                level,
                escalated.activeSince(),
                escalated.criticalSince());
    }

    /** How far it has gone up. Rows of before {@code reached} was kept say it in {@code escalation}. */
    Escalated escalated() {
        String level = reached == null ? escalation : reached;
        return new Escalated(
                ofEpisode,
                level == null ? null : Level.valueOf(level.toUpperCase(Locale.ROOT)),
                activeSince,
                criticalSince);
    }

    boolean isFlapping() {
        return suppression.contains(FLAPPING);
    }

    /** Says it in a view of the alert. */
    ObjectNode into(ObjectNode view) {
        view.setAll(told());
        return view;
    }

    /** The fields by themselves. */
    ObjectNode told() {
        ObjectNode told = (ObjectNode) Json.tree(Json.write(this));
        told.remove(List.of("ofEpisode", "reached", "activeSince", "criticalSince"));
        return told;
    }
}
