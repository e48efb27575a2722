package io.countywatch.alert.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.Transition;
import io.countywatch.alert.startup.Json;
import java.time.Instant;

/**
 * A row for the outbox.
 *
 * @param sink channel that it goes to
 * @param alert key: order holds within it
 * @param notification deterministic id: the same decision has the same one in every replay
 */
record Outgoing(String sink, String alert, String notification, String payload) {

    static final String ALERTS = "county-alerts";
    static final String STATE = "county-alert-state";

    /** The transition as a structured CloudEvent. */
    static Outgoing transition(Transition transition, AlertView view, Instant decidedAt) {
        String alert = transition.id().toString();
        String notification = alert + "#" + transition.sequence();
        ObjectNode data = (ObjectNode) Json.tree(Json.write(view));
        data.put("previousState", transition.from().name());
        data.put("transition", transition.kind());
        data.put("revised", transition.revised());
        ObjectNode event = data.objectNode();
        event.put("specversion", "1.0");
        event.put("id", notification);
        event.put("source", "/alert-service");
        event.put("type", "countywatch.alert.transitioned.v1");
        event.put("subject", alert);
        event.put("time", decidedAt.toString());
        event.put("datacontenttype", "application/json");
        event.set("data", data);
        return new Outgoing(ALERTS, alert, notification, event.toString());
    }

    /** The current state. */
    static Outgoing state(Alert alert, AlertView view, long revision, Instant updatedAt) {
        ObjectNode value = (ObjectNode) Json.tree(Json.write(view));
        value.put("revision", revision);
        value.put("updatedAt", updatedAt.toString());
        return new Outgoing(STATE, alert.id().toString(), alert.id() + "@" + revision, value.toString());
    }
}
