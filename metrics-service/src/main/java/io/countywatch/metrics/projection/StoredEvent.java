package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Event;

/**
 * An event as it is kept.
 *
 * @param key under which it is kept: its identity, hashed
 * @param data the JSON as the device sent it
 * @param payloadHash over what the event says; tells a duplicate from a conflict
 */
record StoredEvent(EventKey key, Event event, String type, String data, long payloadHash, Position position) {

    StoredEvent(Event event, String type, String data, long payloadHash, Position position) {
        this(EventKey.of(event), event, type, data, payloadHash, position);
    }
}
