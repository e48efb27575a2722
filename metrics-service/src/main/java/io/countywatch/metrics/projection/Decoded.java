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
     * @param subject null if it cannot be read, as the other attributes
     */
    record Poison(
            Position position,
            String reason,
            String detail,
            String subject,
            String source,
            String id,
            String type,
            byte[] payload)
            implements Decoded {}
}
