package io.countywatch.metrics.projection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * Key of a subject's state: the first 128 bits of the SHA-256 of its id. Short and of constant width, and no two subjects
 * will ever meet in it: unlike an event, whose texts stand beside its key, a state is found by this alone.
 */
record SubjectKey(long high, long low) implements Comparable<SubjectKey> {

    private static final Comparator<SubjectKey> ORDER =
            Comparator.comparingLong(SubjectKey::high).thenComparingLong(SubjectKey::low);

    static SubjectKey of(String subject) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(subject.getBytes(StandardCharsets.UTF_8)));
        return new SubjectKey(hash.getLong(), hash.getLong());
    }

    /** As PostgreSQL orders the two columns. */
    @Override
    public int compareTo(SubjectKey other) {
        return ORDER.compare(this, other);
    }
}
