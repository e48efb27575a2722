package io.countywatch.alert.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.evaluation.Explanation;
import io.countywatch.alert.lifecycle.AlertId;
import java.util.List;
import java.util.function.Predicate;

/**
 * Leaves out of an answer the alerts that speak for one, where they are of units that the caller may not see: an id
 * alone says that the whole province is behind. Pure.
 */
public final class Discretion {

    private static final String INHIBITED = "INHIBITED";

    private final Predicate<String> sees;

    /** @param sees whether the caller may see a unit */
    Discretion(Predicate<String> sees) {
        this.sees = sees;
    }

    /** Of an alert or a transition; changes what it is given. */
    public ObjectNode of(ObjectNode told) {
        if (told.path("inhibitedBy") instanceof ArrayNode sources && !sources.isEmpty()) {
            sources.removeIf(source -> hides(source.asText()));
            if (sources.isEmpty() && told.path("suppression") instanceof ArrayNode kinds) {
                kinds.removeIf(kind -> kind.asText().equals(INHIBITED));
            }
        }
        return told;
    }

    List<JsonNode> of(List<JsonNode> told) {
        told.forEach(one -> of((ObjectNode) one));
        return told;
    }

    Explanation of(Explanation explanation) {
        return explanation.without(this::hides);
    }

    private boolean hides(String alert) {
        return !sees.test(AlertId.parse(alert).unit());
    }
}
