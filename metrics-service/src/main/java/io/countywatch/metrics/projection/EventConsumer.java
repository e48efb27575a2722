package io.countywatch.metrics.projection;

import io.countywatch.metrics.projection.BackOff.ShuttingDownException;
import io.countywatch.metrics.projection.CursorStore.Advance;
import io.countywatch.metrics.projection.CursorStore.Claim;
import io.countywatch.metrics.projection.Decoded.Poison;
import io.countywatch.metrics.projection.Decoded.Valid;
import io.countywatch.metrics.projection.Projector.Applied;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes what was polled, all partitions of it, into one transaction. A batch is dropped only where the partition is not
 * ours any more: its new owner reads the same records from the cursor.
 */
@ApplicationScoped
public class EventConsumer {

    private static final Logger LOG = Logger.getLogger(EventConsumer.class);

    private final EventDecoder decoder;
    private final PartitionClaims claims;
    private final Projector projector;
    private final BackOff backOff;
    private final ProjectionMetrics metrics;

    EventConsumer(
            EventDecoder decoder,
            PartitionClaims claims,
            Projector projector,
            BackOff backOff,
            ProjectionMetrics metrics) {
        this.decoder = decoder;
        this.claims = claims;
        this.projector = projector;
        this.backOff = backOff;
        this.metrics = metrics;
    }

    @Incoming("household-events")
    @Blocking
    void consume(ConsumerRecords<byte[], byte[]> records) {
        List<Slice> slices = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            Slice slice = slice(partition, records.records(partition));
            if (slice != null) {
                slices.add(slice);
            }
        }
        try {
            apply(slices);
        } catch (ShuttingDownException e) {
            LOG.info("shutting down with a batch not applied; it is read again");
        }
    }

    /** What of a partition's records follows our cursor; null if nothing does. */
    private Slice slice(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        Claim claim = claims.of(partition);
        if (claim == null) {
            return null;
        }
        List<Decoded> decoded = new ArrayList<>(records.size());
        Instant lastRecorded = Instant.EPOCH;
        for (ConsumerRecord<byte[], byte[]> message : records) {
            // Polled before a seek back to the cursor: already applied.
            if (message.offset() >= claim.nextOffset()) {
                Decoded one = decoder.decode(message);
                decoded.add(one);
                if (one instanceof Valid valid) {
                    Instant recorded = valid.event().event().stamp().recorded();
                    lastRecorded = recorded.isAfter(lastRecorded) ? recorded : lastRecorded;
                }
            }
        }
        if (decoded.isEmpty()) {
            return null;
        }
        long next = decoded.get(decoded.size() - 1).position().offset() + 1;
        return new Slice(partition, claim, next, lastRecorded, decoded);
    }

    private void apply(List<Slice> slices) {
        if (slices.isEmpty()) {
            return;
        }
        try {
            Applied applied = metrics.timed(() -> backOff.untilItSucceeds(() -> transact(slices)));
            slices.forEach(slice -> claims.advanced(slice.partition(), slice.claim(), slice.nextOffset()));
            metrics.count(applied);
        } catch (FencedException e) {
            fenced(slices);
        } catch (ShuttingDownException e) {
            throw e;
        } catch (RuntimeException e) {
            // Only data that can never succeed come here: look for the one by halves.
            quarantineByHalves(slices, e);
        }
    }

    private Applied transact(List<Slice> slices) {
        List<Advance> advances = new ArrayList<>(slices.size());
        List<Decoded> all = new ArrayList<>();
        for (Slice slice : slices) {
            advances.add(slice.advance());
            all.addAll(slice.records());
        }
        return projector.apply(slices.get(0).partition().topic(), advances, all);
    }

    private void fenced(List<Slice> slices) {
        if (slices.size() == 1) {
            Slice slice = slices.get(0);
            boolean ours = claims.settle(slice.partition(), slice.claim());
            LOG.warnf(
                    "fenced: partition=%s epoch=%d ours=%s",
                    slice.partition(), slice.claim().epoch(), ours);
            if (ours) {
                // Committed before, its answer lost: what follows the cursor, if anything, is still to do.
                Slice rest = slice.after(claims.of(slice.partition()));
                apply(rest == null ? List.of() : List.of(rest));
            }
        } else {
            slices.forEach(slice -> apply(List.of(slice)));
        }
    }

    private void quarantineByHalves(List<Slice> slices, RuntimeException failure) {
        if (slices.size() > 1) {
            slices.forEach(slice -> apply(List.of(slice)));
            return;
        }
        Slice slice = slices.get(0);
        if (slice.records().size() > 1) {
            Slice head = slice.head();
            apply(List.of(head));
            Claim claim = claims.of(slice.partition());
            if (claim != null && claim.nextOffset() == head.nextOffset()) {
                apply(List.of(slice.tail(claim)));
            }
        } else if (slice.records().get(0) instanceof Valid valid) {
            LOG.errorf(failure, "cannot be applied, to quarantine: position=%s", valid.position());
            Poison poison = Projector.poison(valid.event(), "cannot_be_applied", "the database refuses a value of it");
            apply(List.of(slice.instead(poison)));
        } else {
            throw failure;
        }
    }

    /** Consecutive records of one partition, from our cursor on. */
    private record Slice(
            TopicPartition partition, Claim claim, long nextOffset, Instant lastRecorded, List<Decoded> records) {

        Advance advance() {
            return new Advance(partition.partition(), claim, nextOffset, lastRecorded);
        }

        Slice head() {
            int half = records.size() / 2;
            // The receipt instant of the whole comes with the tail.
            return new Slice(
                    partition, claim, records.get(half).position().offset(), Instant.EPOCH, records.subList(0, half));
        }

        Slice tail(Claim from) {
            return new Slice(
                    partition, from, nextOffset, lastRecorded, records.subList(records.size() / 2, records.size()));
        }

        /** What follows another claim; null if nothing does. */
        Slice after(Claim standing) {
            List<Decoded> rest = records.stream()
                    .filter(one -> one.position().offset() >= standing.nextOffset())
                    .toList();
            return rest.isEmpty() ? null : new Slice(partition, standing, nextOffset, lastRecorded, rest);
        }

        Slice instead(Poison poison) {
            return new Slice(partition, claim, nextOffset, lastRecorded, List.of(poison));
        }
    }
}
