package io.countywatch.intake.event;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;

/**
 * A name that stands twice in one object. Jackson could detect it too, but leaves the parser where it cannot tell
 * this from a syntax error, and one such item must not cost its batch.
 */
final class DuplicateKey extends JsonParseException {

    private static final long serialVersionUID = 1L;

    private final String pointer;

    DuplicateKey(JsonParser parser, String pointer) {
        super(parser, "duplicate key");
        this.pointer = pointer;
    }

    String pointer() {
        return pointer;
    }
}
