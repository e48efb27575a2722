package io.countywatch.intake.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads extension attributes: their names are part of the contract, their values are kept as text. */
final class Extensions {

    /** As many as an event may have. */
    static final int MAX = 10;

    private Extensions() {}

    static void read(JsonParser parser, String name, RawEvent event) throws IOException {
        String pointer = Pointers.child("", name);
        if (!event.isNewName(name)) {
            throw new DuplicateKey(parser, pointer);
        }
        String text = parser.currentToken().isScalarValue() ? parser.getText() : null;
        JsonToken token = parser.currentToken();
        Object value = JsonValues.read(parser, pointer, event.findings());
        if (token == JsonToken.VALUE_NULL) {
            checkName(event, name, pointer);
            return;
        }
        if (value instanceof String || value instanceof Long || value instanceof Boolean) {
            add(event, name, text, pointer);
        } else if (checkName(event, name, pointer)) {
            event.findings()
                    .add(
                            ItemCode.INVALID_ATTRIBUTE,
                            pointer,
                            ErrorCode.WRONG_TYPE,
                            "must be a text, a whole number, true or false");
        }
    }

    /** Adds an extension that came as a header. */
    static void add(RawEvent event, String name, String value) {
        String pointer = Pointers.child("", name);
        JsonValues.inspect(value, pointer, event.findings());
        add(event, name, value, pointer);
    }

    private static void add(RawEvent event, String name, String value, String pointer) {
        if (checkName(event, name, pointer)) {
            event.addExtension(name, value);
        }
    }

    private static boolean checkName(RawEvent event, String name, String pointer) {
        JsonValues.inspect(name, "", event.findings());
        if (Texts.isExtensionName(name)) {
            return true;
        }
        event.findings()
                .add(ItemCode.INVALID_ATTRIBUTE, pointer, ErrorCode.PATTERN, "must be named a-z 0-9, at most 20");
        return false;
    }
}
