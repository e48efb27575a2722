package io.countywatch.intake.event;

import static io.countywatch.intake.event.Field.optional;
import static io.countywatch.intake.event.Field.required;
import static io.countywatch.intake.event.ValueCheck.countyCode;
import static io.countywatch.intake.event.ValueCheck.id;
import static io.countywatch.intake.event.ValueCheck.listOf;
import static io.countywatch.intake.event.ValueCheck.oneOf;
import static io.countywatch.intake.event.ValueCheck.source;
import static io.countywatch.intake.event.ValueCheck.text;
import static io.countywatch.intake.event.ValueCheck.truth;
import static io.countywatch.intake.event.ValueCheck.wholeNumber;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The event types and their known fields: the JSON Schemas of the contract as code. A property test holds the two
 * together.
 */
public enum EventType {
    STATUS_CHANGED(
            "household.status-changed.v1",
            required("status", oneOf("POOR", "AT_RISK", "LIFTED", "RELAPSED", "REMOVED")),
            required("persons", wholeNumber(1, 50)),
            optional("village", text(1, 32)),
            optional(
                    "causes",
                    listOf(
                            3,
                            oneOf(
                                    "ILLNESS",
                                    "DISABILITY",
                                    "SCHOOLING",
                                    "DISASTER",
                                    "LAND",
                                    "WATER",
                                    "SKILLS",
                                    "LABOUR",
                                    "CAPITAL",
                                    "TRANSPORT",
                                    "DRIVE",
                                    "OTHER"))),
            optional("specialGroup", oneOf("NONE", "SEVERE_ILLNESS", "UNABLE_TO_WORK", "FIVE_GUARANTEES")),
            optional("verified", truth())),
    RELOCATION_CHANGED(
            "household.relocation-changed.v1",
            required("kind", oneOf("RESETTLEMENT", "HOUSING_RENOVATION")),
            required("stage", oneOf("PLANNED", "APPROVED", "STARTED", "COMPLETED", "CANCELLED")),
            optional("persons", wholeNumber(1, 50)),
            optional("toCounty", countyCode()),
            optional("toVillage", text(1, 32)),
            optional("site", text(0, 500))),
    TRAINING_CHANGED(
            "household.training-changed.v1",
            required("enrollment", text(1, 64)),
            required("stage", oneOf("ENROLLED", "COMPLETED", "DROPPED", "PLACED")),
            optional("course", text(0, 64)),
            optional("placement", oneOf("PUBLIC_WELFARE_JOB", "EMPLOYMENT", "SELF_EMPLOYED"))),
    PROGRAMME_PROGRESSED(
            "programme.progressed.v1",
            required("measure", text(1, 64)),
            required("item", id()),
            required("stage", oneOf("PLANNED", "STARTED", "COMPLETED", "CANCELLED")),
            optional("weight", wholeNumber(1, 1_000_000_000))),
    INSPECTION_SAMPLED(
            "inspection.sampled.v1",
            required("gate", oneOf("WRONG_EXIT", "MISSED", "RECOGNITION")),
            required("sampled", wholeNumber(1, 1_000_000_000)),
            required("found", wholeNumber(0, 1_000_000_000))),
    UNIT_REPORTED("unit.reported.v1", optional("village", text(1, 32))),
    EVENT_RETRACTED(
            "event.retracted.v1", required("source", source()), required("id", id()), required("reason", text(1, 500)));

    private static final String PREFIX = "countywatch.";
    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::typeName, Function.identity()));
    private static final Map<String, Field> FIELDS = fieldsByName();
    static final int SLOTS =
            FIELDS.values().stream().mapToInt(Field::slot).max().orElseThrow() + 1;

    private final String typeName;
    private final String schema;
    private final List<Field> fields;

    EventType(String schema, Field... fields) {
        this.typeName = PREFIX + schema;
        this.schema = schema;
        this.fields = List.of(fields);
    }

    /** The type of that name, or {@code null}. */
    static EventType named(String name) {
        return BY_NAME.get(name);
    }

    /** Some type's field of that name, for its slot; {@code null} when no type knows it. */
    static Field anyField(String name) {
        return FIELDS.get(name);
    }

    /** The type attribute, for example {@code countywatch.unit.reported.v1}. */
    public String typeName() {
        return typeName;
    }

    /** Name of the JSON Schema of {@code data}, for example {@code unit.reported.v1}. */
    public String schema() {
        return schema;
    }

    List<Field> fields() {
        return fields;
    }

    private static Map<String, Field> fieldsByName() {
        Map<String, Field> fields = new HashMap<>();
        for (EventType type : values()) {
            type.fields.forEach(field -> fields.putIfAbsent(field.name(), field));
        }
        return Map.copyOf(fields);
    }
}
