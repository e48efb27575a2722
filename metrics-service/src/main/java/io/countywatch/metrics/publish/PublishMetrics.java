package io.countywatch.metrics.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the publisher sends, and whether the books add up. */
@Singleton
class PublishMetrics {

    private final Counter counties;
    private final Counter villages;
    private final AtomicLong effectiveThrough;
    private final AtomicInteger unbalanced;

    PublishMetrics(MeterRegistry registry) {
        counties = registry.counter("publisher_snapshots", "level", "county");
        villages = registry.counter("publisher_snapshots", "level", "village");
        effectiveThrough = registry.gauge("publisher_effective_through_days", new AtomicLong());
        unbalanced = registry.gauge("projection_ledger_unbalanced", new AtomicInteger());
    }

    void published(int countySnapshots, int villageSnapshots, LocalDate day) {
        counties.increment(countySnapshots);
        villages.increment(villageSnapshots);
        effectiveThrough.set(day.toEpochDay());
    }

    void conservation(boolean holds) {
        unbalanced.set(holds ? 0 : 1);
    }
}
