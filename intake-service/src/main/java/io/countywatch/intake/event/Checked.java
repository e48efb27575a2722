package io.countywatch.intake.event;

import java.util.List;

/** What became of one item of a request before anything was stored. */
public sealed interface Checked {

    /** Every rule holds. */
    record Valid(Event event, Original original) implements Checked {}

    /**
     * Refused for good.
     *
     * @param errors all of them
     * @param original {@code null} when it must not be kept
     * @param syntax whether the item is no JSON at all
     */
    record Invalid(ItemCode code, List<ItemError> errors, KnownAttributes known, Original original, boolean syntax)
            implements Checked {}

    /** The attributes that are valid, each {@code null} when it is not. */
    record KnownAttributes(String source, String id, String type, String subject, String countycode) {

        static final KnownAttributes NONE = new KnownAttributes(null, null, null, null, null);
    }

    /** Where the item stands in the request: {@code bytes[from, to)}. */
    record Original(byte[] bytes, int from, int to) {}
}
