package io.countywatch.metrics.console;

import io.countywatch.metrics.reading.LogEnd;
import io.countywatch.metrics.reading.Progress;
import io.countywatch.metrics.startup.Turns;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks at the ends of the log and at the cursors: both are read off, nothing is counted. */
@Singleton
class PaceTimer {

    private static final Logger LOG = Logger.getLogger(PaceTimer.class);
    private static final long EVERY_SECONDS = 10;

    private final LogEnd logEnd;
    private final Progress progress;
    private final Pace pace = new Pace();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "intake-pace");
        thread.setDaemon(true);
        return thread;
    });

    PaceTimer(LogEnd logEnd, Progress progress) {
        this.logEnd = logEnd;
        this.progress = progress;
    }

    void start(@Observes StartupEvent started) {
        timer.scheduleWithFixedDelay(
                Turns.surviving("intake-pace", this::look), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            long applied = sum(progress.positions());
            pace.look(System.nanoTime(), new Pace.Totals(sum(logEnd.of(Progress.TOPIC)), applied));
        } catch (RuntimeException e) {
            // Kafka or the database is away: the rate goes on from the next look, over the time between.
            LOG.debugf("event=pace_unknown cause=%s", e.getMessage());
        }
    }

    /** What came of late in the whole system; null before there are two looks. */
    Quality.Rates rates() {
        return pace.rates();
    }

    private static long sum(Map<Integer, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }
}
