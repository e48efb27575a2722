package io.countywatch.metrics.projection;

import io.countywatch.metrics.MetricsConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * Transactions at the same time, one a lane. A partition always goes down the same lane: so its records are applied in
 * their order, and no two lanes write one row (states and events belong to a subject and so to a partition, counters name
 * their partition).
 */
@Singleton
class Lanes {

    private static final int SECONDS_TO_FINISH = 5;

    private final Applier applier;
    private final List<Lane> lanes;

    Lanes(Applier applier, MetricsConfig config) {
        this.applier = applier;
        lanes = IntStream.range(0, config.projection().lanes())
                .mapToObj(Lane::new)
                .toList();
    }

    /** Returns when every lane has begun its part, after having ended what it did before. */
    void apply(Map<TopicPartition, List<Decoded>> polled) throws InterruptedException {
        Map<Lane, Map<TopicPartition, List<Decoded>>> parts = new HashMap<>();
        polled.forEach((partition, records) ->
                parts.computeIfAbsent(of(partition), lane -> new HashMap<>()).put(partition, records));
        for (Map.Entry<Lane, Map<TopicPartition, List<Decoded>>> part : parts.entrySet()) {
            part.getKey().begin(() -> applier.apply(part.getValue()));
        }
    }

    private Lane of(TopicPartition partition) {
        return lanes.get(partition.partition() % lanes.size());
    }

    @PreDestroy
    void close() throws InterruptedException {
        for (Lane lane : lanes) {
            lane.thread.shutdown();
        }
        for (Lane lane : lanes) {
            lane.thread.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS);
        }
    }

    private static final class Lane {

        private final ExecutorService thread;
        private CountDownLatch ended = new CountDownLatch(0);

        private Lane(int number) {
            thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "projection-lane-" + number));
        }

        /** Called by one thread at a time: the channel's. */
        private void begin(Runnable work) throws InterruptedException {
            ended.await();
            CountDownLatch end = new CountDownLatch(1);
            ended = end;
            thread.execute(() -> {
                try {
                    work.run();
                } finally {
                    end.countDown();
                }
            });
        }
    }
}
