package io.countywatch.metrics.rebuild;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Between Kafka and the projection of a version beside: lets so many records a second through, and none from given
 * positions on. What it holds back is read again after a seek; that nothing is left out is the projection's own check, which
 * applies only what follows the cursor.
 */
final class Valve {

    /** Kafka makes the interceptor itself, so the two meet here. */
    static final Valve OF_THIS_PROCESS = new Valve(LockSupport::parkNanos);

    private static final long PAUSE_WHEN_CLOSED = TimeUnit.MILLISECONDS.toNanos(20);

    private final LongConsumer pause;
    private volatile int perSecond;
    private volatile Limit limit = new Limit(false, Map.of());

    /** @param pause waits for so many nanoseconds */
    Valve(LongConsumer pause) {
        this.pause = pause;
    }

    /** @param perSecond records; 0: as fast as they come */
    void throttle(int perSecond) {
        this.perSecond = perSecond;
    }

    void open() {
        limit = new Limit(false, Map.of());
    }

    /** Nothing passes any more. */
    void close() {
        limit = new Limit(true, Map.of());
    }

    /** Only what lies before those offsets, by partition; of others nothing. */
    void openUpTo(Map<Integer, Long> offsets) {
        limit = new Limit(true, Map.copyOf(offsets));
    }

    <K, V> ConsumerRecords<K, V> pass(ConsumerRecords<K, V> polled) {
        Limit now = limit;
        ConsumerRecords<K, V> passed = now.set() ? cut(polled, now.upTo()) : polled;
        int rate = perSecond;
        if (passed.isEmpty() && !polled.isEmpty()) {
            pause.accept(PAUSE_WHEN_CLOSED);
        } else if (rate > 0 && !now.set()) {
            pause.accept(TimeUnit.SECONDS.toNanos(passed.count()) / rate);
        }
        return passed;
    }

    private static <K, V> ConsumerRecords<K, V> cut(ConsumerRecords<K, V> polled, Map<Integer, Long> upTo) {
        Map<TopicPartition, List<ConsumerRecord<K, V>>> passed = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            long end = upTo.getOrDefault(partition.partition(), 0L);
            List<ConsumerRecord<K, V>> before = polled.records(partition).stream()
                    .filter(message -> message.offset() < end)
                    .toList();
            if (!before.isEmpty()) {
                passed.put(partition, before);
            }
        }
        return new ConsumerRecords<>(passed, Map.of());
    }

    private record Limit(boolean set, Map<Integer, Long> upTo) {}
}
