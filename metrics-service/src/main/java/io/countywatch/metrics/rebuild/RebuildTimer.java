package io.countywatch.metrics.rebuild;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.rebuild.ComparisonStore.Asked;
import io.countywatch.metrics.startup.Turns;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** In a version beside: makes the comparisons that are asked for, and says where poison has stopped the run. */
@ApplicationScoped
class RebuildTimer {

    private static final Logger LOG = Logger.getLogger(RebuildTimer.class);
    private static final long INTERVAL_MILLIS = 250;

    private final AgroalDataSource dataSource;
    private final VersionStore versions;
    private final ComparisonStore comparisons;
    private final Comparer comparer;
    private final MetricsConfig.Rebuild config;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "rebuild"));
    private String poison;

    RebuildTimer(
            AgroalDataSource dataSource,
            VersionStore versions,
            ComparisonStore comparisons,
            Comparer comparer,
            MetricsConfig config) {
        this.dataSource = dataSource;
        this.versions = versions;
        this.comparisons = comparisons;
        this.comparer = comparer;
        this.config = config.rebuild();
    }

    void start(@Observes StartupEvent event) {
        if (config.beside()) {
            Valve.OF_THIS_PROCESS.throttle(config.eventsPerSecond());
            timer.scheduleWithFixedDelay(
                    Turns.surviving("rebuild", this::tick), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        try {
            Optional<Asked> asked;
            try (Connection connection = dataSource.getConnection()) {
                boolean active = versions.own(connection).equals(versions.active(connection));
                Valve.OF_THIS_PROCESS.throttle(active ? 0 : config.eventsPerSecond());
                if (!active) {
                    say(comparisons.poison(connection));
                }
                asked = comparisons.next(connection);
            }
            if (asked.isPresent()) {
                answer(asked.get());
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf(e, "the next look is in %d ms", INTERVAL_MILLIS);
        }
    }

    private void say(Optional<String> stoppedAt) {
        if (stoppedAt.isPresent() && !stoppedAt.get().equals(poison)) {
            poison = stoppedAt.get();
            LOG.errorf(
                    "the rebuild stops: an event that the live version could apply is poison here: position=%s",
                    poison);
        }
    }

    private void answer(Asked asked) throws SQLException {
        Comparison comparison;
        try {
            comparison = comparer.compare(asked, Valve.OF_THIS_PROCESS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (Exception e) {
            LOG.warnf(e, "no comparison: live=%s beside=%s", asked.live(), asked.beside());
            comparison = Comparison.failed("it failed: " + e.getClass().getSimpleName());
        }
        try (Connection connection = dataSource.getConnection()) {
            comparisons.keep(connection, asked, comparison);
        }
        LOG.infof(
                "compared: live=%s beside=%s equal=%s events=%d stoodStillMillis=%d",
                asked.live(), asked.beside(), comparison.equal(), comparison.events(), comparison.stoodStillMillis());
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }
}
