package io.countywatch.metrics.projection;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.projection.CursorStore.Claim;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.sql.Connection;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Partitions of this instance, in their fenced claims. On assignment, before the first record: raise the fence, read the position, seek there.
 * Kafka's own committed offsets are never read.
 */
@ApplicationScoped
@Default
@Identifier("partition-claims")
class PartitionClaims implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(PartitionClaims.class);

    private final AgroalDataSource dataSource;
    private final CursorStore cursors;
    private final BackOff backOff;
    private final String owner = UUID.randomUUID().toString();
    private final Map<TopicPartition, Claim> claims = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Gap> gaps = new ConcurrentHashMap<>();

    /** Where the cursor of a claim stood that another instance has taken. */
    private final Map<TopicPartition, Long> lost = new ConcurrentHashMap<>();

    /** Cursors of partitions that were ours in Kafka at the last look, and had neither claim nor gap. */
    private final Map<TopicPartition, Long> unclaimed = new ConcurrentHashMap<>();

    PartitionClaims(AgroalDataSource dataSource, CursorStore cursors, BackOff backOff) {
        this.dataSource = dataSource;
        this.cursors = cursors;
        this.backOff = backOff;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        // An exception here would leave partitions assigned but unclaimed: so we wait for Kafka and the database.
        backOff.untilItSucceeds(() -> take(consumer, partitions));
    }

    /** Claims partitions, and reads them from their cursors on. Once more does no harm. */
    private Map<TopicPartition, Claim> take(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Claim> taken = new HashMap<>();
        partitions.forEach(partition -> taken.put(partition, claim(partition)));
        // Only now: until the claim stood, whoever held the partition could go on beyond an end that we had read
        // before.
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        taken.forEach((partition, claim) -> {
            if (first.get(partition) > claim.nextOffset()) {
                refuse(consumer, partition, claim, first.get(partition), "retention has passed the cursor");
            } else if (end.get(partition) < claim.nextOffset()) {
                refuse(consumer, partition, claim, end.get(partition), "the log ends before the cursor");
            } else {
                gaps.remove(partition);
                claims.put(partition, claim);
                consumer.seek(partition, claim.nextOffset());
            }
            lost.remove(partition);
            unclaimed.remove(partition);
        });
        return taken;
    }

    /**
     * Claims again what another instance has taken although Kafka leaves it with us: one that had lost touch with Kafka
     * raised the fence and went, and no assignment tells us. Only at the second look in a row: whoever has lost its
     * partitions itself is told so by Kafka until then, and must not take them from who has them now. On the consumer's own
     * thread.
     */
    void claimLeftOut(Consumer<?, ?> consumer) {
        Set<TopicPartition> leftOut = new HashSet<>(consumer.assignment());
        leftOut.removeAll(claims.keySet());
        leftOut.removeAll(gaps.keySet());
        Set<TopicPartition> again = new HashSet<>(leftOut);
        again.retainAll(unclaimed.keySet());
        unclaimed.keySet().retainAll(leftOut);
        leftOut.forEach(partition -> unclaimed.putIfAbsent(partition, lost.getOrDefault(partition, 0L)));
        if (!again.isEmpty()) {
            consumer.endOffsets(again); // who does not reach Kafka is no better than who holds the claim
            LOG.warnf("ours and unclaimed, claiming again: partitions=%s", again);
            take(consumer, again);
        }
    }

    /** Stops partitions of which retention has passed what is to be read next. On the consumer's own thread. */
    void refuseOvertaken(Consumer<?, ?> consumer) {
        List<TopicPartition> ours =
                consumer.assignment().stream().filter(claims::containsKey).toList();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(ours);
        for (TopicPartition partition : ours) {
            Claim claim = claims.get(partition);
            // What has been read already may still be applied; what comes next cannot be read.
            if (claim != null && consumer.position(partition) < first.get(partition)) {
                claims.remove(partition);
                refuse(consumer, partition, claim, first.get(partition), "retention has passed the cursor");
            }
        }
    }

    /** What lies between the log and our position is gone, or is another log's: going on would hide that. */
    private void refuse(Consumer<?, ?> consumer, TopicPartition partition, Claim claim, long offset, String why) {
        LOG.errorf(
                "%s: partition=%s cursor=%d log=%d; the partition stays stopped until it is rebuilt from"
                        + " household_event or the cursor is moved on purpose",
                why, partition, claim.nextOffset(), offset);
        gaps.put(partition, new Gap(why, claim.nextOffset(), offset));
        consumer.seek(partition, offset);
        consumer.pause(List.of(partition));
    }

    private Claim claim(TopicPartition partition) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                return cursors.claim(connection, partition.topic(), partition.partition(), owner);
            }
        });
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(claims::remove);
        partitions.forEach(gaps::remove);
        partitions.forEach(lost::remove);
        partitions.forEach(unclaimed::remove);
    }

    /** The claim on a partition, or null: then its records are not ours to apply. */
    Claim of(TopicPartition partition) {
        return claims.get(partition);
    }

    /** First offsets that are not applied, also of partitions that are ours but unclaimed: so far as we know it of them. */
    Map<TopicPartition, Long> cursors() {
        Map<TopicPartition, Long> cursors = new HashMap<>(unclaimed);
        claims.forEach((partition, claim) -> cursors.put(partition, claim.nextOffset()));
        return cursors;
    }

    /** Partitions that are ours in Kafka and stand still until they are claimed again. */
    Set<TopicPartition> unclaimed() {
        return Set.copyOf(unclaimed.keySet());
    }

    /** Every claim of this instance. */
    Map<TopicPartition, Claim> all() {
        return Map.copyOf(claims);
    }

    /** After a commit; a claim that was lost or renewed meanwhile stays as it is. */
    void advanced(TopicPartition partition, Claim from, long nextOffset) {
        claims.replace(partition, from, from.at(nextOffset));
    }

    /**
     * After the fence held a batch back. Either another instance has the partition, and we give it up; or the batch had
     * been committed and only the answer was lost, and we go on from where the cursor stands.
     *
     * @return whether the partition is still ours
     */
    boolean settle(TopicPartition partition, Claim claim) {
        Claim standing =
                backOff.untilItSucceeds(() -> QuarkusTransaction.requiringNew().call(() -> {
                    try (Connection connection = dataSource.getConnection()) {
                        return cursors.standing(connection, partition.topic(), partition.partition());
                    }
                }));
        if (standing.epoch() == claim.epoch()) {
            return claims.replace(partition, claim, standing);
        }
        if (claims.remove(partition, claim)) {
            lost.put(partition, standing.nextOffset());
        }
        return false;
    }

    /** Partitions that are ours and stand still, because the log does not hold what the cursor asks for. */
    Map<TopicPartition, Gap> gaps() {
        return Map.copyOf(gaps);
    }

    /** @param log nearest offset that the log has */
    record Gap(String why, long cursor, long log) {}
}
