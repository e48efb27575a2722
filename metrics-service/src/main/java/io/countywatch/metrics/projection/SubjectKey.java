package io.countywatch.metrics.projection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import org.apache.kafka.common.utils.Utils;

/**
 * Key of a subject's state: the number of its Kafka partition, and 122 bits of the SHA-256 of its id. Short and of constant
 * width, and no two subjects will ever meet in it: unlike an event, whose texts stand beside its key, a state is found by
 * this alone. The partition comes first because records are applied by partition: so a batch's keys lie near one another in
 * every index, and meet a part of its pages, where bare hashes would meet all of them.
 */
record SubjectKey(long high, long low) implements Comparable<SubjectKey> {

    private static final Comparator<SubjectKey> ORDER =
            Comparator.comparingLong(SubjectKey::high).thenComparingLong(SubjectKey::low);

    /** Of {@code household-events.v1}, never changed. Were a record in another one, only the nearness would be lost. */
    private static final int PARTITIONS = 24;

    private static final int HASH_BITS = 58;

    static SubjectKey of(String subject) {
        byte[] id = subject.getBytes(StandardCharsets.UTF_8);
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(id));
        long partition = Utils.toPositive(Utils.murmur2(id)) % PARTITIONS;
        return new SubjectKey(partition << HASH_BITS | hash.getLong() >>> Long.SIZE - HASH_BITS, hash.getLong());
    }

    /** As PostgreSQL orders the two columns. */
    @Override
    public int compareTo(SubjectKey other) {
        return ORDER.compare(this, other);
    }
}
