package io.countywatch.alert.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.Transition;
import io.countywatch.alert.startup.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A row for the outbox.
 *
 * @param sink channel that it goes to
 * @param alert key: order holds within it
 * @param notification deterministic id: the same decision has the same one in every replay
 * @param inhibitedBy alerts that speak for this one
 * @param waitsFor notification on the same sink that goes first, null if none does
 */
record Outgoing(
        String sink, String alert, String notification, String payload, List<String> inhibitedBy, String waitsFor) {

    static final String ALERTS = "county-alerts";
    static final String STATE = "county-alert-state";

    /** The transition as a structured CloudEvent. */
    static Outgoing transition(Transition transition, AlertView view, Beside beside, Instant decidedAt) {
        String alert = transition.id().toString();
        String notification = alert + "#" + transition.sequence();
        ObjectNode data = data(transition, view, beside);
        ObjectNode event = data.objectNode();
        event.put("specversion", "1.0");
        event.put("id", notification);
        event.put("source", "/alert-service");
        event.put("type", "countywatch.alert.transitioned.v1");
        event.put("subject", alert);
        event.put("time", decidedAt.toString());
        event.put("datacontenttype", "application/json");
        event.set("data", data);
        return new Outgoing(ALERTS, alert, notification, event.toString(), beside.inhibitedBy(), null);
    }

    /** What is told of a transition, now and in its history. */
    static ObjectNode data(Transition transition, AlertView view, Beside beside) {
        ObjectNode data = beside.into((ObjectNode) Json.tree(Json.write(view)));
        data.put("previousState", transition.from().name());
        data.put("transition", transition.kind());
        data.put("revised", transition.revised());
        String reason = "late data: the figures of snapshot " + view.snapshot() + " replace those with which "
                + transition.revisedFrom() + " was evaluated before";
        data.put("reason", transition.revised() ? reason : null);
        return data;
    }

    /** The current state. */
    static Outgoing state(Alert alert, AlertView view, Beside beside, long revision, Instant updatedAt) {
        ObjectNode value = beside.into((ObjectNode) Json.tree(Json.write(view)));
        value.put("revision", revision);
        value.put("updatedAt", updatedAt.toString());
        return new Outgoing(
                STATE,
                alert.id().toString(),
                alert.id() + "@" + revision,
                value.toString(),
                beside.inhibitedBy(),
                null);
    }

    /** The state of an alert of which only what stands beside it has changed. */
    static Outgoing state(String alert, ObjectNode view, long revision, Instant updatedAt) {
        view.put("revision", revision);
        view.put("updatedAt", updatedAt.toString());
        return new Outgoing(STATE, alert, alert + "@" + revision, view.toString(), List.of(), null);
    }

    /** Makes what is inhibited wait for the source that goes out with it. Inhibitions have no cycle. */
    static void sourcesFirst(List<Outgoing> rows) {
        Map<String, String> bySinkAndAlert = new HashMap<>();
        rows.forEach(row -> bySinkAndAlert.put(row.sink() + row.alert(), row.notification()));
        rows.replaceAll(row -> row.inhibitedBy().stream()
                .map(source -> bySinkAndAlert.get(row.sink() + source))
                .filter(Objects::nonNull)
                .findFirst()
                .map(source -> new Outgoing(
                        row.sink(), row.alert(), row.notification(), row.payload(), row.inhibitedBy(), source))
                .orElse(row));
    }
}
