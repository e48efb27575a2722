package io.countywatch.intake.event;

/** What reading one item gave. */
sealed interface Reading {

    /** The item is JSON, and an object; whether it is an event the rules say. */
    record Readable(RawEvent event) implements Reading {}

    /**
     * The item is no readable JSON object.
     *
     * @param syntax whether it is no JSON at all, so that nothing around it can be trusted either
     */
    record Unreadable(ItemCode code, ItemError error, boolean syntax) implements Reading {}
}
