package io.countywatch.metrics.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countywatch.metrics.fold.SubjectState;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** Folded state as compact JSON with sorted keys, so that equal states are equal bytes. */
final class StateCodec {

    private static final JsonMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final ObjectWriter WRITER = JSON.writerFor(SubjectState.class);
    private static final ObjectReader READER = JSON.readerFor(SubjectState.class);

    private StateCodec() {}

    static String write(SubjectState state) {
        try {
            return WRITER.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SubjectState read(String json) {
        try {
            SubjectState state = READER.readValue(json);
            return new SubjectState(
                    state.residence(),
                    state.standing(),
                    state.resettlement(),
                    state.renovation(),
                    Objects.requireNonNullElse(state.enrolments(), Map.of()),
                    state.item(),
                    Objects.requireNonNullElse(state.samples(), Map.of()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
