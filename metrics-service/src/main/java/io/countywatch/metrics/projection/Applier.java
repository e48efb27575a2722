package io.countywatch.metrics.projection;

import io.countywatch.metrics.projection.BackOff.ShuttingDownException;
import io.countywatch.metrics.projection.CursorStore.Advance;
import io.countywatch.metrics.projection.CursorStore.Claim;
import io.countywatch.metrics.projection.Decoded.Poison;
import io.countywatch.metrics.projection.Decoded.Valid;
import io.countywatch.metrics.projection.Projector.Applied;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Applies what was polled, all partitions of it in one transaction. A batch is dropped only where the partition is not
 * ours any more (its new owner reads the same records from the cursor), or where we read it again from the cursor
 * ourselves.
 */
@Singleton
class Applier {

    private static final Logger LOG = Logger.getLogger(Applier.class);

    private final PartitionClaims claims;
    private final Projector projector;
    private final BackOff backOff;
    private final ProjectionMetrics metrics;
    private final EventLog log;
    private final Continuity continuity = new Continuity();

    Applier(PartitionClaims claims, Projector projector, BackOff backOff, ProjectionMetrics metrics, EventLog log) {
        this.claims = claims;
        this.projector = projector;
        this.backOff = backOff;
        this.metrics = metrics;
        this.log = log;
    }

    /** @param polled consecutive records by partition, in their order */
    void apply(Map<TopicPartition, List<Decoded>> polled) {
        try {
            List<Slice> slices = new ArrayList<>();
            polled.forEach((partition, records) -> {
                Slice slice = slice(partition, records);
                if (slice != null) {
                    slices.add(slice);
                }
            });
            apply(slices);
        } catch (ShuttingDownException e) {
            LOG.info("shutting down with a batch not applied; it is read again");
        } catch (RuntimeException | Error e) {
            // Thrown on, it would end the lane for good.
            LOG.error("a batch failed in an unforeseen way; it is read again from the cursors", e);
            polled.keySet().forEach(log::rewind);
        }
    }

    /** What of a partition's records follows our cursor; null if nothing does. */
    private Slice slice(TopicPartition partition, List<Decoded> records) {
        Claim claim = claims.of(partition);
        if (claim == null) {
            return null;
        }
        // The others were polled before a seek back to the cursor: already applied.
        List<Decoded> following = records.stream()
                .filter(record -> record.position().offset() >= claim.nextOffset())
                .toList();
        if (following.isEmpty()) {
            return null;
        }
        long next = following.get(following.size() - 1).position().offset() + 1;
        return continuous(new Slice(partition, claim, next, lastRecorded(following), following));
    }

    private static Instant lastRecorded(Collection<Decoded> records) {
        Instant last = Instant.EPOCH;
        for (Decoded record : records) {
            if (record instanceof Valid valid) {
                Instant recorded = valid.event().event().stamp().recorded();
                last = recorded.isAfter(last) ? recorded : last;
            }
        }
        return last;
    }

    /** The slice if it begins where its cursor stands; else null, and the partition is read again from there. */
    private Slice continuous(Slice slice) {
        if (continuity.holds(slice.partition(), slice.claim(), slice.firstOffset())) {
            return slice;
        }
        LOG.warnf(
                "not what follows the cursor: partition=%s cursor=%d first=%d",
                slice.partition(), slice.claim().nextOffset(), slice.firstOffset());
        log.rewind(slice.partition());
        return null;
    }

    private void apply(List<Slice> slices) {
        if (slices.isEmpty()) {
            return;
        }
        try {
            Applied applied = metrics.timed(() -> backOff.untilItSucceeds(() -> transact(slices)));
            slices.forEach(slice -> claims.advanced(slice.partition(), slice.claim(), slice.nextOffset()));
            metrics.count(applied);
            log.hint(slices.stream().collect(Collectors.toMap(Slice::partition, Slice::nextOffset)));
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
                Claim standing = claims.of(slice.partition());
                Slice rest = standing == null ? null : slice.after(standing);
                Slice follows = rest == null ? null : continuous(rest);
                apply(follows == null ? List.of() : List.of(follows));
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
            LOG.errorf(
                    "cannot be applied, to quarantine: position=%s cause=%s",
                    valid.position(), DatabaseFailure.describe(failure));
            Poison poison = Projector.refused(valid.event());
            apply(List.of(slice.instead(poison)));
        } else {
            throw failure;
        }
    }
}
