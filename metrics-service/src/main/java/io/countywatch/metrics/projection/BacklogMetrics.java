package io.countywatch.metrics.projection;

import io.countywatch.metrics.startup.Turns;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** Lag, age of the oldest cursor, gaps and ownership, looked at every few seconds: a scrape asks nobody. */
@Singleton
class BacklogMetrics {

    private static final long EVERY_SECONDS = 5;

    private final PartitionClaims claims;
    private final EventLog log;
    private final Backlog<TopicPartition> backlog = new Backlog<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "backlog");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Map<TopicPartition, Long> ends = Map.of();

    BacklogMetrics(MeterRegistry registry, PartitionClaims claims, EventLog log) {
        this.claims = claims;
        this.log = log;
        registry.gauge("projection_lag_records", backlog, Backlog::records);
        registry.gauge("projection_cursor_age_seconds", backlog, Backlog::ageSeconds);
        registry.gauge("projection_gap_partitions", claims, all -> all.gaps().size());
        registry.gauge("projection_owned_partitions", claims, all -> all.all().size());
        registry.gauge("projection_unclaimed_partitions", claims, all -> all.unclaimed()
                .size());
    }

    void start(@Observes StartupEvent started) {
        timer.scheduleWithFixedDelay(
                Turns.surviving("backlog", this::look), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        // The answer comes on the consumer's thread; if that hangs, the ends stay and the cursors' age grows.
        log.ends(found -> ends = found);
        backlog.look(ends, claims.cursors(), System.nanoTime());
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }
}
