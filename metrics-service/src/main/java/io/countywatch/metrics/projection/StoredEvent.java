package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Event;

/**
 * An event as it is kept.
 *
 * @param subjectKey under which its subject's state is kept: hashed once, used all the way
 * @param key under which it is kept: its identity, hashed
 * @param data the JSON as the device sent it
 * @param payloadHash over what the event says; tells a duplicate from a conflict
 */
record StoredEvent(
        SubjectKey subjectKey,
        EventKey key,
        Event event,
        String type,
        String data,
        long payloadHash,
        Position position) {

    StoredEvent(Event event, String type, String data, long payloadHash, Position position) {
        this(SubjectKey.of(event.subject()), event, type, data, payloadHash, position);
    }

    private StoredEvent(
            SubjectKey subjectKey, Event event, String type, String data, long payloadHash, Position position) {
        this(subjectKey, EventKey.of(subjectKey, event), event, type, data, payloadHash, position);
    }
}
