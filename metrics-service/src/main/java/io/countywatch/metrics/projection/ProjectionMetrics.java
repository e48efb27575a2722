package io.countywatch.metrics.projection;

import io.countywatch.metrics.projection.Projector.Applied;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Conservation as metrics: consumed = applied + duplicate + superseded + quarantined + waiting, all counted after the commit. */
@Singleton
class ProjectionMetrics {

    private final MeterRegistry registry;
    private final Counter consumed;
    private final Counter applied;
    private final Counter duplicates;
    private final Counter superseded;
    private final Counter quarantined;
    private final Counter waiting;
    private final Counter released;
    private final DistributionSummary batchSize;
    private final Timer transaction;

    ProjectionMetrics(MeterRegistry registry) {
        this.registry = registry;
        consumed = registry.counter("projection_events_consumed");
        applied = registry.counter("projection_events", "outcome", "applied");
        duplicates = registry.counter("projection_events", "outcome", "duplicate");
        superseded = registry.counter("projection_events", "outcome", "superseded");
        quarantined = registry.counter("projection_events", "outcome", "quarantined");
        waiting = registry.counter("projection_events", "outcome", "waiting");
        released = registry.counter("projection_events_released");
        batchSize = registry.summary("projection_batch_size");
        transaction = registry.timer("projection_transaction");
    }

    /** One step of the transaction, timed apart: what the time of a batch is spent on. */
    <T> T step(String step, SqlStep<T> work) throws SQLException {
        long began = System.nanoTime();
        T result = work.run();
        registry.timer("projection_step", "step", step).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        return result;
    }

    /** Work on the database. */
    interface SqlStep<T> {
        T run() throws SQLException;
    }

    Applied timed(Supplier<Applied> work) {
        return transaction.record(work);
    }

    void count(Applied batch) {
        consumed.increment(batch.consumed());
        applied.increment(batch.applied());
        duplicates.increment(batch.duplicates());
        superseded.increment(batch.superseded());
        quarantined.increment(batch.quarantined());
        waiting.increment(batch.waiting());
        batchSize.record(batch.consumed());
    }

    /** Of those that had waited; they were consumed once, when they came. */
    void released(int events) {
        released.increment(events);
    }
}
