package io.countywatch.alert.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.handling.AcknowledgementRecord;
import io.countywatch.alert.lifecycle.DataState;
import io.countywatch.alert.startup.Json;
import java.time.LocalDate;
import java.util.List;

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
