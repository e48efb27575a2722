package io.countywatch.alert.startup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;

/** The JSON of records on topics and in tables: nulls are written, unknown fields ignored, times are ISO texts. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /** @throws IllegalArgumentException if a value cannot be written */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot write " + value.getClass().getSimpleName(), e);
        }
    }

    /** @throws IllegalArgumentException if the text does not fit; the message holds no value of it */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not a " + type.getSimpleName() + ": " + e.getClass().getSimpleName() + " at " + e.getLocation(),
                    null);
        }
    }

    /** @throws IllegalArgumentException if the text is not an array of it; the message holds no value of it */
    public static <T> List<T> list(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, MAPPER.getTypeFactory().constructCollectionType(List.class, type));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not a list of " + type.getSimpleName() + ": "
                            + e.getClass().getSimpleName() + " at " + e.getLocation(),
                    null);
        }
    }

    /** @throws IllegalArgumentException if the text is not JSON */
    public static JsonNode tree(String text) {
        return read(text, JsonNode.class);
    }
}
