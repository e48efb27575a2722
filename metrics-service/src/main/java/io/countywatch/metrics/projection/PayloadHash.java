package io.countywatch.metrics.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Fact;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Hash over the parsed known fields, not over bytes: the same event written otherwise stays the same, and every field of
 * the contract counts, also those that move no figure. When it was received is not part of it.
 */
final class PayloadHash {

    private PayloadHash() {}

    /**
     * First 64 bits of SHA-256.
     *
     * @param time as it was sent, not cut to the precision of the order
     */
    static long of(Event event, Instant time, JsonNode data) {
        StringBuilder text = new StringBuilder(256);
        append(text, event.fact().getClass().getSimpleName());
        append(text, event.subject());
        append(text, event.county());
        text.append(time.getEpochSecond()).append('.').append(time.getNano()).append(';');
        text.append(event.stamp().sequence()).append(';');
        for (String field : known(event.fact())) {
            append(text, field, data.get(field), event);
        }
        return ByteBuffer.wrap(Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static List<String> known(Fact fact) {
        if (fact instanceof Fact.StatusChanged) {
            return List.of("status", "persons", "village", "causes", "specialGroup", "verified");
        }
        if (fact instanceof Fact.RelocationChanged) {
            return List.of("kind", "stage", "persons", "toCounty", "toVillage", "site");
        }
        if (fact instanceof Fact.TrainingChanged) {
            return List.of("enrollment", "stage", "course", "placement");
        }
        if (fact instanceof Fact.ProgrammeProgressed) {
            return List.of("measure", "stage", "weight");
        }
        if (fact instanceof Fact.InspectionSampled) {
            return List.of("gate", "sampled", "found");
        }
        return fact instanceof Fact.Retracted ? List.of("source", "id", "reason") : List.of("village");
    }

    /** Saying a default aloud or leaving it out is the same. */
    private static void append(StringBuilder text, String field, JsonNode value, Event event) {
        if (field.equals("weight") && event.fact() instanceof Fact.ProgrammeProgressed programme) {
            text.append(programme.weight()).append(';');
        } else if (field.equals("toCounty") && value == null && isResettlement(event.fact())) {
            append(text, event.county());
        } else {
            append(text, value);
        }
    }

    private static boolean isResettlement(Fact fact) {
        return fact instanceof Fact.RelocationChanged relocation
                && relocation.kind() == Fact.RelocationKind.RESETTLEMENT;
    }

    private static void append(StringBuilder text, JsonNode value) {
        if (value == null || value.isNull()) {
            text.append("null;");
        } else if (value.isTextual()) {
            append(text, value.textValue());
        } else if (value.isIntegralNumber()) {
            text.append(value.bigIntegerValue()).append(';');
        } else if (value.isArray()) {
            text.append('[');
            value.forEach(item -> append(text, item));
            text.append(']');
        } else {
            text.append(value).append(';');
        }
    }

    /** With its length: no two different contents have the same form. */
    private static void append(StringBuilder text, String value) {
        text.append('s').append(value.length()).append(':').append(value);
    }
}
