package io.countywatch.metrics.projection;

import io.countywatch.metrics.MetricsConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/**
 * Transactions at the same time, one a lane. No two lanes have records of one partition, so none waits for another's rows:
 * states and events belong to a subject and so to a partition, and counters name their partition.
 */
@Singleton
class Lanes {

    private static final int SECONDS_TO_FINISH = 5;

    private final Applier applier;
    private final PendingRecords pending = new PendingRecords();
    private final ExecutorService threads;

    Lanes(Applier applier, MetricsConfig config) {
        this.applier = applier;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(
                config.projection().lanes(), work -> new Thread(work, "projection-lane-" + number.getAndIncrement()));
        for (int i = 0; i < config.projection().lanes(); i++) {
            threads.execute(this::applyAsTheyCome);
        }
    }

    /** Returns when there is room for more. */
    void apply(Map<TopicPartition, List<Decoded>> polled) throws InterruptedException {
        pending.add(polled);
    }

    private void applyAsTheyCome() {
        try {
            for (var batch = pending.take(); batch != null; batch = pending.take()) {
                try {
                    applier.apply(batch);
                } finally {
                    pending.done(batch.keySet());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        pending.close();
        threads.shutdown();
        threads.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS);
    }
}
