package io.countywatch.metrics.projection;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.metrics.fold.Fact;
import io.countywatch.metrics.fold.Fact.Gate;
import io.countywatch.metrics.fold.Fact.InspectionSampled;
import io.countywatch.metrics.fold.Fact.Placement;
import io.countywatch.metrics.fold.Fact.ProgrammeProgressed;
import io.countywatch.metrics.fold.Fact.ProgrammeStage;
import io.countywatch.metrics.fold.Fact.RelocationChanged;
import io.countywatch.metrics.fold.Fact.RelocationKind;
import io.countywatch.metrics.fold.Fact.RelocationStage;
import io.countywatch.metrics.fold.Fact.Retracted;
import io.countywatch.metrics.fold.Fact.Status;
import io.countywatch.metrics.fold.Fact.StatusChanged;
import io.countywatch.metrics.fold.Fact.TrainingChanged;
import io.countywatch.metrics.fold.Fact.TrainingStage;
import io.countywatch.metrics.fold.Fact.UnitReported;

/** Reads {@code data} by type. Only what the projection uses is read; intake has checked the rest. */
final class FactDecoder {

    private static final int MOST_PERSONS = 50;

    private FactDecoder() {}

    static Fact decode(String type, JsonNode data, String subject) {
        if (!data.isObject()) {
            throw new InvalidEventException("invalid_field", "data is not an object");
        }
        return switch (type) {
            case "countywatch.household.status-changed.v1" ->
                new StatusChanged(
                        constant(data, "status", Status.class),
                        number(data, "persons", 1, MOST_PERSONS),
                        text(data, "village", null));
            case "countywatch.household.relocation-changed.v1" ->
                new RelocationChanged(
                        constant(data, "kind", RelocationKind.class),
                        constant(data, "stage", RelocationStage.class),
                        data.has("persons") ? number(data, "persons", 1, MOST_PERSONS) : 0,
                        text(data, "toCounty", null),
                        text(data, "toVillage", null));
            case "countywatch.household.training-changed.v1" -> training(data);
            case "countywatch.programme.progressed.v1" -> programme(data, subject);
            case "countywatch.inspection.sampled.v1" -> sample(data);
            case "countywatch.unit.reported.v1" -> new UnitReported(text(data, "village", null));
            case "countywatch.event.retracted.v1" -> new Retracted(required(data, "source"), required(data, "id"));
            default -> throw new InvalidEventException("unknown_type", "no such type or version");
        };
    }

    private static Fact training(JsonNode data) {
        TrainingStage stage = constant(data, "stage", TrainingStage.class);
        boolean placed = stage == TrainingStage.PLACED;
        if (placed != data.has("placement")) {
            throw new InvalidEventException("rule_violation", "placement goes with PLACED, and only with it");
        }
        return new TrainingChanged(
                required(data, "enrollment"), stage, placed ? constant(data, "placement", Placement.class) : null);
    }

    private static Fact programme(JsonNode data, String subject) {
        if (!required(data, "item").equals(subject)) {
            throw new InvalidEventException("rule_violation", "item is not the subject");
        }
        return new ProgrammeProgressed(
                required(data, "measure"),
                constant(data, "stage", ProgrammeStage.class),
                data.has("weight") ? number(data, "weight", 1, Integer.MAX_VALUE) : 1);
    }

    private static Fact sample(JsonNode data) {
        int sampled = number(data, "sampled", 1, Integer.MAX_VALUE);
        return new InspectionSampled(constant(data, "gate", Gate.class), sampled, number(data, "found", 0, sampled));
    }

    private static String required(JsonNode data, String field) {
        String value = text(data, field, null);
        if (value == null || value.isEmpty()) {
            throw new InvalidEventException("invalid_field", field + " is missing");
        }
        return value;
    }

    private static String text(JsonNode data, String field, String otherwise) {
        JsonNode value = data.get(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw new InvalidEventException("invalid_field", field + " is not a text");
        }
        return value.textValue();
    }

    private static int number(JsonNode data, String field, int least, int most) {
        JsonNode value = data.get(field);
        if (value == null || !value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new InvalidEventException("invalid_field", field + " is not a whole number in range");
        }
        if (value.intValue() < least || value.intValue() > most) {
            throw new InvalidEventException("invalid_field", field + " is out of range");
        }
        return value.intValue();
    }

    private static <E extends Enum<E>> E constant(JsonNode data, String field, Class<E> type) {
        try {
            return Enum.valueOf(type, required(data, field));
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException("invalid_field", field + " is not one of the allowed values");
        }
    }
}
