package io.countywatch.alert.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.lifecycle.Memory;
import java.time.LocalDate;

/**
 * An alert as it stood at the end of a day, as far as that is kept.
 *
 * @param day of the evaluation or the transition that this is from
 * @param memory with its counters; null where only what was told is kept
 * @param told the state or the transition as it was told, null where it is not needed
 * @param beside what stood beside it; null where that is not kept
 */
record Stood(LocalDate day, Memory memory, JsonNode told, Beside beside) {

    String state() {
        return memory == null ? told.path("state").asText() : memory.state().name();
    }

    String severity() {
        return memory == null
                ? told.path("severity").asText()
                : memory.severity().label();
    }

    int episode() {
        return memory == null ? told.path("episode").asInt() : memory.episode();
    }

    LocalDate since() {
        if (memory != null) {
            return memory.since();
        }
        return told.hasNonNull("since") ? LocalDate.parse(told.get("since").asText()) : null;
    }
}
