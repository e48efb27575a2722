package io.countywatch.alert.startup;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jboss.logging.Logger;

/** Runs one task over and over on a thread of its own; a failure is said and the task goes on with the next turn. */
public final class Loop implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final long SAY_EVERY_FAILURES = 100;

    private final String name;
    private final Runnable task;
    private final ScheduledExecutorService executor;
    private final AtomicLong failures = new AtomicLong();
    private volatile long lastSuccess = System.nanoTime();

    private Loop(String name, Runnable task) {
        this.name = name;
        this.task = task;
        this.executor = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread thread = new Thread(run, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts at once, with a pause between the end of one turn and the start of the next. */
    public static Loop start(String name, Duration pause, Runnable task) {
        Loop loop = new Loop(name, task);
        loop.executor.scheduleWithFixedDelay(loop::turn, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return loop;
    }

    /** How long ago a turn last ended well. */
    public Duration sinceSuccess() {
        return Duration.ofNanos(System.nanoTime() - lastSuccess);
    }

    /**
     * Ready while turns end well; liveness never looks at Kafka or PostgreSQL.
     *
     * @param loop null before it is started
     * @param patience how long a turn may take, or fail, before the replica is not ready
     */
    public static HealthCheckResponseBuilder readiness(String name, Loop loop, Duration patience) {
        return HealthCheckResponse.named(name)
                .status(loop != null && loop.sinceSuccess().compareTo(patience) < 0);
    }

    private void turn() {
        try {
            task.run();
            failures.set(0);
            lastSuccess = System.nanoTime();
        } catch (RuntimeException | Error e) {
            // The database or Kafka is unwell: nothing is skipped, the next turn tries again. An error must not get
            // through either: the executor would end the loop without a word, and the replica would never be ready.
            if (failures.getAndIncrement() % SAY_EVERY_FAILURES == 0) {
                LOG.warnf(e, "event=turn_failed loop=%s", name);
            }
        }
    }

    /** Lets the running turn end (at most ten seconds). */
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
