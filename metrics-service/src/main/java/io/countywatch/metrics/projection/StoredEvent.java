package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Event;

/**
 * An event as it is kept.
 *
 * @param data the JSON as the device sent it
 * @param payloadHash over what the event says; tells a duplicate from a conflict
 */
record StoredEvent(Event event, String type, String data, long payloadHash, Position position) {

    Identity identity() {
        return new Identity(
                event.subject(), event.stamp().source(), event.stamp().id());
    }

    /** What makes two events the same one, within their subject. */
    record Identity(String subject, String source, String id) {}
}
