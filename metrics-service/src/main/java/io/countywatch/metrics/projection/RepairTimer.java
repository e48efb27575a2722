package io.countywatch.metrics.projection;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.startup.Turns;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Looks once a second for decisions about stuck events of our partitions. */
@Singleton
class RepairTimer {

    private static final Logger LOG = Logger.getLogger(RepairTimer.class);

    private final AgroalDataSource dataSource;
    private final RepairStore repairs;
    private final Releases releases;
    private final PartitionClaims claims;
    private final ProjectionMetrics metrics;
    private final AtomicInteger stuck;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "repair"));

    RepairTimer(
            AgroalDataSource dataSource,
            RepairStore repairs,
            Releases releases,
            PartitionClaims claims,
            ProjectionMetrics metrics,
            MeterRegistry registry) {
        this.dataSource = dataSource;
        this.repairs = repairs;
        this.releases = releases;
        this.claims = claims;
        this.metrics = metrics;
        stuck = registry.gauge("projection_stuck_subjects", new AtomicInteger());
    }

    void start(@Observes StartupEvent started) {
        timer.scheduleWithFixedDelay(Turns.surviving("repair", this::look), 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            Look found = QuarkusTransaction.requiringNew().call(() -> {
                try (Connection connection = dataSource.getConnection()) {
                    int all = repairs.stuck(connection);
                    return new Look(all, all == 0 ? Map.of() : repairs.due(connection));
                }
            });
            stuck.set(found.stuck());
            claims.all().forEach((partition, claim) -> {
                if (found.due().containsKey(partition.partition())) {
                    int released = releases.release(partition.topic(), partition.partition(), claim.epoch());
                    metrics.released(released);
                    LOG.infof("repaired: partition=%s released=%d", partition, released);
                }
            });
        } catch (RuntimeException e) {
            LOG.warnf("no repairs now, the next look is in a second: cause=%s", DatabaseFailure.describe(e));
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    private record Look(int stuck, Map<Integer, Integer> due) {}
}
