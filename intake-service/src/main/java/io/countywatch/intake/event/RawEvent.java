package io.countywatch.intake.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An event as it was read, before any rule: attributes, extensions and the known fields of {@code data}. */
final class RawEvent {

    private final Object[] attributes = new Object[Attribute.values().length];
    private final Object[] fields = new Object[EventType.SLOTS];
    private final Findings findings;
    private List<Extension> extensions = List.of();
    private Set<String> names = Set.of();
    private Instant time;
    private Object dataKind;
    private byte[] data;

    /** @param findings takes what is found while reading */
    RawEvent(Findings findings) {
        this.findings = findings;
    }

    /** The value (String, Long, Boolean, List or {@link JsonKind}), or {@code null} when absent. */
    Object get(Attribute attribute) {
        return attributes[attribute.ordinal()];
    }

    /** The attribute's text, or {@code null} when it is absent or not a text. */
    String text(Attribute attribute) {
        return get(attribute) instanceof String text ? text : null;
    }

    void set(Attribute attribute, Object value) {
        attributes[attribute.ordinal()] = value;
    }

    /** The value of a known field, or {@code null} when absent. */
    Object get(Field field) {
        return fields[field.slot()];
    }

    /** The value of the known field of that name, or {@code null} when absent. */
    Object field(String name) {
        return get(EventType.anyField(name));
    }

    void set(Field field, Object value) {
        fields[field.slot()] = value;
    }

    List<Extension> extensions() {
        return extensions;
    }

    void addExtension(String name, String value) {
        if (extensions.isEmpty()) {
            extensions = new ArrayList<>(4);
        }
        extensions.add(new Extension(name, value));
    }

    /** Whether an extension of that name was not seen before. */
    boolean isNewName(String name) {
        if (names.isEmpty()) {
            names = new HashSet<>();
        }
        return names.add(name);
    }

    /** When it happened, or {@code null} when {@code time} is not readable. */
    Instant time() {
        return time;
    }

    void setTime(Instant instant) {
        this.time = instant;
    }

    /** Bytes of the {@code data} object exactly as sent, or {@code null} when there is none. */
    byte[] data() {
        return data;
    }

    void setData(byte[] bytes) {
        this.data = bytes;
    }

    /** What stands where the {@code data} object should be, or {@code null} when nothing does. */
    Object dataKind() {
        return dataKind;
    }

    void setDataKind(Object kind) {
        this.dataKind = kind;
    }

    /** What was found while reading: personal data and wrong extensions. */
    Findings findings() {
        return findings;
    }
}
