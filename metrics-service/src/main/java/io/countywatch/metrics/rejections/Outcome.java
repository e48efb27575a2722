package io.countywatch.metrics.rejections;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Set;

/**
 * What intake said to a replayed item.
 *
 * @param outcome {@code accepted}, {@code duplicate}, {@code rejected}, {@code retry} (later perhaps), {@code refused} (the
 *     caller may not write) or {@code unknown} (no answer, or not intake's)
 * @param status of HTTP; null without an answer
 * @param receipt of an accepted one: partition:offset
 * @param code why not
 * @param rejection id of the new reject
 */
record Outcome(String outcome, Integer status, String receipt, String code, String rejection) {

    static final Outcome UNKNOWN = new Outcome("unknown", null, null, null, null);

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> ITEM = Set.of("accepted", "duplicate", "rejected", "retry");

    /** Reads an answer of {@code POST /v1/events} to a single event. */
    static Outcome of(int status, boolean fromIntake, String body) {
        if (!fromIntake) {
            return new Outcome("unknown", status, null, null, null);
        }
        JsonNode item = item(body);
        String said = item.path("status").asText("");
        if (ITEM.contains(said)) {
            return new Outcome(said, status, text(item, "receipt"), text(item, "code"), text(item, "rejection"));
        }
        return new Outcome(byStatus(status), status, null, null, null);
    }

    private static String byStatus(int status) {
        return switch (status) {
            case 401, 403 -> "refused";
            case 400, 409, 413, 415, 422 -> "rejected";
            case 429, 503 -> "retry";
            default -> "unknown";
        };
    }

    private static JsonNode item(String body) {
        try {
            return JSON.readTree(body).path("results").path(0);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String text(JsonNode item, String field) {
        JsonNode value = item.path(field);
        return value.isTextual() && value.textValue().matches("[A-Za-z0-9._:-]{1,64}") ? value.textValue() : null;
    }
}
