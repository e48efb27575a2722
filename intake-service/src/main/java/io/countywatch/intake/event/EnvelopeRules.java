package io.countywatch.intake.event;

import io.countywatch.intake.campaign.Campaign;
import java.time.Instant;
import java.util.List;

/** The table of the envelope, a rule a row. */
final class EnvelopeRules {

    private static final ValueCheck VERSION = ValueCheck.oneOf("1.0");
    private static final ValueCheck ID = ValueCheck.id();
    private static final ValueCheck SOURCE = ValueCheck.source();
    private static final ValueCheck TYPE = ValueCheck.text(1, Integer.MAX_VALUE);
    private static final ValueCheck TIME = ValueCheck.pattern(
            0, Integer.MAX_VALUE, text -> Rfc3339.parse(text) != null, "must be RFC 3339 with an offset");
    private static final ValueCheck COUNTY = ValueCheck.countyCode();
    private static final ValueCheck SEQUENCE = ValueCheck.pattern(1, 19, Texts::isDigits, "must be 1 to 19 digits");
    private static final ValueCheck CONTENT_TYPE = ValueCheck.oneOf("application/json");

    static final List<Rule> ALL = List.of(
            EnvelopeRules::specversion,
            EnvelopeRules::id,
            EnvelopeRules::source,
            EnvelopeRules::type,
            EnvelopeRules::subject,
            EnvelopeRules::time,
            EnvelopeRules::countycode,
            EnvelopeRules::sequence,
            EnvelopeRules::datacontenttype,
            EnvelopeRules::extensions);

    private EnvelopeRules() {}

    static void specversion(RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        required(event, Attribute.SPECVERSION, VERSION, findings);
    }

    static void id(RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        required(event, Attribute.ID, ID, findings);
    }

    static void source(RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        required(event, Attribute.SOURCE, SOURCE, findings);
    }

    static void type(RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        if (required(event, Attribute.TYPE, TYPE, findings) && type == null) {
            findings.add(ItemCode.UNKNOWN_TYPE, Attribute.TYPE.pointer(), ErrorCode.UNKNOWN, "not a known event type");
        }
    }

    static void subject(RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        required(event, Attribute.SUBJECT, ID, findings);
    }

    static void time(RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        Instant time = event.text(Attribute.TIME) == null ? null : Rfc3339.parse(event.text(Attribute.TIME));
        if (time == null) {
            required(event, Attribute.TIME, TIME, findings);
            return;
        }
        event.setTime(time);
        if (time.isAfter(receipt.latestTime())) {
            findings.add(
                    ItemCode.TIME_IN_FUTURE,
                    Attribute.TIME.pointer(),
                    ErrorCode.IN_FUTURE,
                    "must be at most 10 minutes after the receipt");
        }
    }

    static void countycode(RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        if (required(event, Attribute.COUNTYCODE, COUNTY, findings)
                && !campaign.counties().contains(event.text(Attribute.COUNTYCODE))) {
            findings.add(
                    ItemCode.UNKNOWN_COUNTY,
                    Attribute.COUNTYCODE.pointer(),
                    ErrorCode.UNKNOWN,
                    "not a county of the campaign");
        }
    }

    static void sequence(RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        optional(event, Attribute.SEQUENCE, SEQUENCE, findings);
    }

    static void datacontenttype(RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        optional(event, Attribute.DATACONTENTTYPE, CONTENT_TYPE, findings);
    }

    static void extensions(RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        if (event.extensions().size() > Extensions.MAX) {
            findings.add(ItemCode.INVALID_ATTRIBUTE, "", ErrorCode.TOO_LONG, "must have at most 10 extensions");
        }
    }

    /** CloudEvents: an attribute that is null is one that is absent. */
    private static boolean isAbsent(Object value) {
        return value == null || value == JsonKind.NULL;
    }

    private static boolean required(RawEvent event, Attribute attribute, ValueCheck check, Findings findings) {
        Object value = event.get(attribute);
        if (isAbsent(value)) {
            findings.add(ItemCode.MISSING_ATTRIBUTE, attribute.pointer(), ErrorCode.REQUIRED, "is required");
            return false;
        }
        if (findings.has(attribute.pointer())) {
            return false;
        }
        int before = findings.errors().size();
        check.check(ItemCode.INVALID_ATTRIBUTE, attribute.pointer(), value, findings);
        return findings.errors().size() == before;
    }

    private static void optional(RawEvent event, Attribute attribute, ValueCheck check, Findings findings) {
        Object value = event.get(attribute);
        if (!isAbsent(value) && !findings.has(attribute.pointer())) {
            check.check(ItemCode.INVALID_ATTRIBUTE, attribute.pointer(), value, findings);
        }
    }
}
