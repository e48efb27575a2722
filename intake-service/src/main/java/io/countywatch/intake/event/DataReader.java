package io.countywatch.intake.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Reads the members of {@code data}: the known fields of all types, since the type may come after it. */
final class DataReader {

    private DataReader() {}

    /** Reads up to and including the end of the object at which the parser stands. */
    static void readMembers(JsonParser parser, RawEvent event) throws IOException {
        Set<String> unknown = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Field field = EventType.anyField(name);
            if (field != null) {
                if (event.get(field) != null) {
                    throw new DuplicateKey(parser, field.pointer());
                }
                Object value = JsonValues.read(parser, field.pointer(), event.findings());
                event.set(field, value);
            } else {
                unknown = unknown == null ? new HashSet<>() : unknown;
                readUnknown(parser, name, event, unknown);
            }
        }
    }

    private static void readUnknown(JsonParser parser, String name, RawEvent event, Set<String> names)
            throws IOException {
        String pointer = Pointers.child("/data", name);
        if (!names.add(name)) {
            throw new DuplicateKey(parser, pointer);
        }
        JsonValues.inspect(name, "/data", event.findings());
        JsonValues.read(parser, pointer, event.findings());
    }
}
