package io.countywatch.intake.event;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A known field of an event type's {@code data}.
 *
 * @param slot where {@link RawEvent} keeps the value; the same for the same name in every type, since {@code data} may
 *     be read before {@code type} is known
 */
record Field(String name, int slot, String pointer, boolean required, ValueCheck check) {

    private static final Map<String, Integer> SLOTS = new ConcurrentHashMap<>();

    static Field required(String name, ValueCheck check) {
        return new Field(name, slotFor(name), "/data/" + name, true, check);
    }

    static Field optional(String name, ValueCheck check) {
        return new Field(name, slotFor(name), "/data/" + name, false, check);
    }

    private static int slotFor(String name) {
        return SLOTS.computeIfAbsent(name, unused -> SLOTS.size());
    }
}
