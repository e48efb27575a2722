package io.countywatch.intake.event;

import io.countywatch.intake.campaign.Campaign;
import java.util.List;
import java.util.Set;

/** What must hold inside {@code data}, and between it and the envelope. */
final class DataRules {

    static final List<Rule> ALL = List.of(
            DataRules::dataIsAnObject,
            DataRules::fieldsAreValid,
            DataRules::measureIsOfTheCampaign,
            DataRules::targetCountyIsOfTheCampaign,
            DataRules::onlyAResettlementGoesSomewhere,
            DataRules::placementGoesWithPlaced,
            DataRules::itemIsTheSubject,
            DataRules::foundIsPartOfSampled,
            DataRules::retractionIsNotOfItself);

    private static final List<String> RESETTLEMENT_ONLY = List.of("toCounty", "toVillage", "site");
    private static final Set<String> WITHOUT_PLACEMENT = Set.of("ENROLLED", "COMPLETED", "DROPPED");

    private DataRules() {}

    static void dataIsAnObject(RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        if (event.data() != null) {
            return;
        }
        if (event.dataKind() == null || event.dataKind() == JsonKind.NULL) {
            findings.add(ItemCode.INVALID_FIELD, "/data", ErrorCode.REQUIRED, "is required");
        } else {
            findings.add(ItemCode.INVALID_FIELD, "/data", ErrorCode.WRONG_TYPE, "must be an object");
        }
    }

    static void fieldsAreValid(RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        if (type == null || event.data() == null) {
            return;
        }
        List<Field> fields = type.fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            Object value = event.get(field);
            if (findings.has(field.pointer()) || value != null && isForbidden(event, type, field.name())) {
                continue;
            }
            if (value != null) {
                field.check().check(ItemCode.INVALID_FIELD, field.pointer(), value, findings);
            } else if (field.required()) {
                findings.add(ItemCode.INVALID_FIELD, field.pointer(), ErrorCode.REQUIRED, "is required");
            }
        }
    }

    /** A field that must not be there is not judged further. */
    private static boolean isForbidden(RawEvent event, EventType type, String field) {
        return switch (type) {
            case RELOCATION_CHANGED ->
                RESETTLEMENT_ONLY.contains(field) && "HOUSING_RENOVATION".equals(event.field("kind"));
            case TRAINING_CHANGED ->
                field.equals("placement")
                        && event.field("stage") instanceof String stage
                        && WITHOUT_PLACEMENT.contains(stage);
            default -> false;
        };
    }

    static void measureIsOfTheCampaign(
            RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        if (type == EventType.PROGRAMME_PROGRESSED
                && event.field("measure") instanceof String measure
                && isValid("/data/measure", findings)
                && !campaign.programmeMeasures().contains(measure)) {
            findings.add(
                    ItemCode.UNKNOWN_MEASURE,
                    "/data/measure",
                    ErrorCode.UNKNOWN,
                    "not a programme measure of the campaign");
        }
    }

    static void targetCountyIsOfTheCampaign(
            RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        if (type == EventType.RELOCATION_CHANGED
                && event.field("toCounty") instanceof String county
                && Texts.isCountyCode(county)
                && !isForbidden(event, type, "toCounty")
                && !campaign.counties().contains(county)) {
            findings.add(ItemCode.UNKNOWN_COUNTY, "/data/toCounty", ErrorCode.UNKNOWN, "not a county of the campaign");
        }
    }

    static void onlyAResettlementGoesSomewhere(
            RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        if (type != EventType.RELOCATION_CHANGED) {
            return;
        }
        for (String field : RESETTLEMENT_ONLY) {
            if (event.field(field) != null && isForbidden(event, type, field)) {
                forbidden(findings, "/data/" + field, "belongs to a RESETTLEMENT only");
            }
        }
    }

    static void placementGoesWithPlaced(
            RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        if (type != EventType.TRAINING_CHANGED) {
            return;
        }
        boolean given = event.field("placement") != null;
        if (given && isForbidden(event, type, "placement")) {
            forbidden(findings, "/data/placement", "is allowed only when stage is PLACED");
        } else if (!given && "PLACED".equals(event.field("stage"))) {
            findings.add(
                    ItemCode.RULE_VIOLATION, "/data/placement", ErrorCode.REQUIRED, "is required when stage is PLACED");
        }
    }

    private static void forbidden(Findings findings, String pointer, String detail) {
        if (!findings.has(pointer)) {
            findings.add(ItemCode.RULE_VIOLATION, pointer, ErrorCode.FORBIDDEN, detail);
        }
    }

    static void itemIsTheSubject(
            RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        String subject = event.text(Attribute.SUBJECT);
        if (type == EventType.PROGRAMME_PROGRESSED
                && subject != null
                && event.field("item") instanceof String item
                && isValid("/data/item", findings)
                && isValid(Attribute.SUBJECT.pointer(), findings)
                && !item.equals(subject)) {
            findings.add(ItemCode.RULE_VIOLATION, "/data/item", ErrorCode.INCONSISTENT, "must equal the subject");
        }
    }

    static void foundIsPartOfSampled(
            RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        if (type == EventType.INSPECTION_SAMPLED
                && event.field("sampled") instanceof Long sampled
                && event.field("found") instanceof Long found
                && isValid("/data/sampled", findings)
                && isValid("/data/found", findings)
                && found > sampled) {
            findings.add(ItemCode.RULE_VIOLATION, "/data/found", ErrorCode.INCONSISTENT, "must be at most sampled");
        }
    }

    static void retractionIsNotOfItself(
            RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        if (type == EventType.EVENT_RETRACTED
                && event.field("id") instanceof String id
                && id.equals(event.text(Attribute.ID))
                && event.field("source") instanceof String source
                && source.equals(event.text(Attribute.SOURCE))
                && isValid("/data/id", findings)
                && isValid(Attribute.ID.pointer(), findings)) {
            findings.add(ItemCode.RULE_VIOLATION, "/data/id", ErrorCode.INCONSISTENT, "must be another event");
        }
    }

    /** A rule between fields is judged only if the fields that it compares are valid themselves. */
    private static boolean isValid(String pointer, Findings findings) {
        return !findings.has(pointer);
    }
}
