package io.countywatch.intake.event;

import io.countywatch.intake.campaign.Campaign;
import io.countywatch.intake.event.Checked.Invalid;
import io.countywatch.intake.event.Checked.KnownAttributes;
import io.countywatch.intake.event.Checked.Original;
import io.countywatch.intake.event.Checked.Valid;
import io.countywatch.intake.event.Reading.Readable;
import io.countywatch.intake.event.Reading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns the bytes of an item into a valid event or into all its errors. A pure function; thread-safe. */
public final class EventChecker {

    static final List<Rule> RULES = rules();

    private final Campaign campaign;
    private final int maxBytes;
    private final EventReader reader;

    /**
     * @param maxBytes how large an event may be, in bytes as sent
     * @param nesting how deep it may be nested, the event itself being the first level
     */
    public EventChecker(Campaign campaign, int maxBytes, int nesting) {
        this.campaign = campaign;
        this.maxBytes = maxBytes;
        this.reader = new EventReader(nesting);
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(EnvelopeRules.ALL);
        rules.addAll(DataRules.ALL);
        rules.addAll(ScopeRules.ALL);
        return List.copyOf(rules);
    }

    /** Checks the structured event in {@code bytes[from, to)}. */
    public Checked structured(byte[] bytes, int from, int to, Receipt receipt) {
        Original original = new Original(bytes, from, to);
        if (to - from > maxBytes) {
            return unreadable(tooLarge(), original);
        }
        return check(reader.structured(bytes, from, to), original, receipt);
    }

    /** Checks an event in binary mode: attributes by their names without {@code ce-}, {@code data} in {@code bytes}. */
    public Checked binary(Map<String, String> attributes, byte[] bytes, Receipt receipt) {
        Original original = BinaryOriginal.of(attributes, bytes);
        if (original.to() - original.from() > maxBytes) {
            return unreadable(tooLarge(), original);
        }
        return check(reader.binary(attributes, bytes, 0, bytes.length), original, receipt);
    }

    private Unreadable tooLarge() {
        ItemError error = new ItemError("", ErrorCode.TOO_LONG, "must have at most " + maxBytes + " bytes");
        return new Unreadable(ItemCode.EVENT_TOO_LARGE, error, false);
    }

    private Checked check(Reading reading, Original original, Receipt receipt) {
        if (reading instanceof Unreadable unreadable) {
            return unreadable(unreadable, original);
        }
        RawEvent event = ((Readable) reading).event();
        EventType type = event.text(Attribute.TYPE) == null ? null : EventType.named(event.text(Attribute.TYPE));
        Findings findings = event.findings();
        for (int i = 0; i < RULES.size(); i++) {
            RULES.get(i).check(event, type, campaign, receipt, findings);
        }
        return findings.isEmpty()
                ? new Valid(valid(event, type), original)
                : new Invalid(
                        findings.code(),
                        findings.errors(),
                        known(event, type, findings),
                        keep(findings, original),
                        false);
    }

    /** What cannot be read cannot be searched value by value, so the search goes over the bytes as they are. */
    private static Invalid unreadable(Unreadable why, Original original) {
        String text =
                new String(original.bytes(), original.from(), original.to() - original.from(), StandardCharsets.UTF_8);
        if (PersonalData.in(text)) {
            Findings findings = new Findings();
            JsonValues.inspect(text, "", findings);
            return new Invalid(findings.code(), findings.errors(), KnownAttributes.NONE, null, why.syntax());
        }
        return new Invalid(why.code(), List.of(why.error()), KnownAttributes.NONE, original, why.syntax());
    }

    private static Original keep(Findings findings, Original original) {
        return findings.code() == ItemCode.PERSONAL_DATA ? null : original;
    }

    private static Event valid(RawEvent event, EventType type) {
        return new Event(
                new Identity(event.text(Attribute.SOURCE), event.text(Attribute.ID)),
                type,
                event.text(Attribute.SUBJECT),
                event.text(Attribute.TIME),
                event.text(Attribute.COUNTYCODE),
                event.text(Attribute.SEQUENCE),
                event.extensions(),
                event.data(),
                ContentHash.of(event, type));
    }

    private static KnownAttributes known(RawEvent event, EventType type, Findings findings) {
        return new KnownAttributes(
                known(event, Attribute.SOURCE, findings),
                known(event, Attribute.ID, findings),
                type == null ? null : type.typeName(),
                known(event, Attribute.SUBJECT, findings),
                known(event, Attribute.COUNTYCODE, findings));
    }

    private static String known(RawEvent event, Attribute attribute, Findings findings) {
        return findings.spoils(attribute.pointer()) ? null : event.text(attribute);
    }
}
