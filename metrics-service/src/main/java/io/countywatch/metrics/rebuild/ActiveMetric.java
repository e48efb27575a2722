package io.countywatch.metrics.rebuild;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.startup.Turns;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Whether this process's version is the one that is read and published: a metric beside the others, which count partitions,
 * lag and events of any version. So rules can leave out a version that is filled, or that stands by after a switch.
 */
@Singleton
class ActiveMetric {

    private static final Logger LOG = Logger.getLogger(ActiveMetric.class);
    private static final long EVERY_SECONDS = 2;

    private final AgroalDataSource dataSource;
    private final VersionStore versions;
    private final AtomicInteger active;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "active-version");
        thread.setDaemon(true);
        return thread;
    });

    ActiveMetric(MeterRegistry registry, AgroalDataSource dataSource, VersionStore versions, MetricsConfig config) {
        this.dataSource = dataSource;
        this.versions = versions;
        active = registry.gauge(
                "projection_active", new AtomicInteger(config.rebuild().beside() ? 0 : 1));
    }

    void start(@Observes StartupEvent started) {
        timer.scheduleWithFixedDelay(Turns.surviving("active version", this::look), 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try (Connection connection = dataSource.getConnection()) {
            active.set(versions.own(connection).equals(versions.active(connection)) ? 1 : 0);
        } catch (SQLException e) {
            // What was last known stands; who is unwell here says so elsewhere.
            LOG.debugf(e, "whether the version is active is not known");
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }
}
