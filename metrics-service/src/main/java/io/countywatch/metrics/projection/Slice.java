package io.countywatch.metrics.projection;

import io.countywatch.metrics.projection.CursorStore.Advance;
import io.countywatch.metrics.projection.CursorStore.Claim;
import io.countywatch.metrics.projection.Decoded.Poison;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Consecutive records of one partition, from our cursor on. */
record Slice(TopicPartition partition, Claim claim, long nextOffset, Instant lastRecorded, List<Decoded> records) {

    long firstOffset() {
        return records.get(0).position().offset();
    }

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
