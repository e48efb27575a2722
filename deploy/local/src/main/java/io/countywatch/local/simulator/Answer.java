package io.countywatch.local.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came back for a request.
 *
 * @param status HTTP status, 0 if no answer came
 * @param fromIntake whether it carries {@code Intake-Version}: a Wi-Fi login page does not
 * @param retryAfter how long intake asks to wait
 * @param items results of single events, as far as the answer lists them
 */
record Answer(int status, boolean fromIntake, Optional<Duration> retryAfter, List<Item> items) {

    /** {@code status}: accepted, duplicate, rejected or retry; {@code code} tells why, {@code null} if not needed. */
    record Item(String id, String status, String code) {}

    /** The connection broke or time ran out: nobody knows whether the events were stored. */
    static final Answer NONE = new Answer(0, false, Optional.empty(), List.of());

    private static final JsonFactory JSON = new JsonFactory();

    static Answer of(HttpResponse<byte[]> response) {
        boolean fromIntake = response.headers().firstValue("Intake-Version").isPresent();
        Optional<Duration> retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
        return new Answer(
                response.statusCode(), fromIntake, retryAfter, fromIntake ? items(response.body()) : List.of());
    }

    /** A body cut short or of another kind lists no results: those events count as not delivered. */
    private static List<Item> items(byte[] body) {
        List<Item> items = new ArrayList<>();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return items;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean results = json.currentName().equals("results");
                if (json.nextToken() == JsonToken.START_ARRAY && results) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        items.add(item(json));
                    }
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return items;
    }

    private static Item item(JsonParser json) throws IOException {
        String id = null;
        String status = null;
        String code = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = json.getValueAsString();
                case "status" -> status = json.getValueAsString();
                case "code" -> code = json.getValueAsString();
                default -> json.skipChildren();
            }
        }
        return new Item(id, String.valueOf(status), code);
    }
}
