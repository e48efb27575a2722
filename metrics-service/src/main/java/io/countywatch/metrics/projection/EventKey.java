package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Key of an event in the store: hashes (SHA-256, first 64 bits each) of its subject and of its identity (subject, source,
 * id). Small and quick to compare; that two different events meet in both is not to be expected in any number of events,
 * but is noticed.
 */
public record EventKey(long subject, long event) implements Comparable<EventKey> {

    static EventKey of(SubjectKey subject, Event event) {
        return of(
                subject, event.subject(), event.stamp().source(), event.stamp().id());
    }

    public static EventKey of(String subject, String source, String id) {
        return of(SubjectKey.of(subject), subject, source, id);
    }

    private static EventKey of(SubjectKey key, String subject, String source, String id) {
        // No attribute holds a line break.
        return new EventKey(key.high(), hash(subject + '\n' + source + '\n' + id));
    }

    @Override
    public int compareTo(EventKey other) {
        int bySubject = Long.compare(subject, other.subject);
        return bySubject != 0 ? bySubject : Long.compare(event, other.event);
    }

    private static long hash(String text) {
        return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8))).getLong();
    }
}
