package io.countywatch.metrics.projection;

/** A record of the log, read: either an event, or what can never be applied as it is. */
sealed interface Decoded {

    Position position();

    record Valid(StoredEvent event) implements Decoded {
        @Override
        public Position position() {
            return event.position();
        }
    }

    /**
     * @param reason a stable code
     * @param detail for people; holds no value of the event
     * @param envelope what can be read of its attributes
     * @param county null where the record names no county of the campaign
     * @param blocks whether its subject's later events wait behind it: not where the record does not tell the subject for
     *     sure, and not a conflict, whose identity has been applied
     */
    record Poison(
            Position position,
            String reason,
            String detail,
            Envelope envelope,
            String county,
            boolean blocks,
            byte[] payload)
            implements Decoded {}
}
