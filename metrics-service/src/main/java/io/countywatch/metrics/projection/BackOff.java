package io.countywatch.metrics.projection;

import io.countywatch.metrics.MetricsConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Repeats what fails because the database is unwell, for as long as it takes; ends at shutdown. */
@Singleton
class BackOff {

    private static final Logger LOG = Logger.getLogger(BackOff.class);

    private final Duration first;
    private final Duration longest;
    private final CountDownLatch shutdown = new CountDownLatch(1);

    /** By thread: what one has done says nothing about what another is stuck with. */
    private final Map<Thread, String> failures = new ConcurrentHashMap<>();

    @Inject
    BackOff(MetricsConfig config) {
        this(config.projection().backOff(), config.projection().maxBackOff());
    }

    /** @param first wait, which doubles up to {@code longest} */
    BackOff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    <T> T untilItSucceeds(Supplier<T> attempt) {
        try {
            return repeat(attempt);
        } finally {
            failures.remove(Thread.currentThread());
        }
    }

    private <T> T repeat(Supplier<T> attempt) {
        Duration wait = first;
        while (true) {
            try {
                return attempt.get();
            } catch (FencedException e) {
                throw e;
            } catch (RuntimeException | AssertionError e) {
                // The driver asserts that a connection lives in the middle of a batch: its error, too, is the
                // database's.
                if (DatabaseFailure.isForGood(e)) {
                    throw e;
                }
                String cause = DatabaseFailure.describe(e);
                failures.put(Thread.currentThread(), cause);
                LOG.warnf("database unwell, repeating: wait=%s cause=%s", wait, cause);
            }
            sleep(wait);
            wait = wait.multipliedBy(2).compareTo(longest) > 0 ? longest : wait.multipliedBy(2);
        }
    }

    /** Why the last attempt of somebody who repeats one failed, or null when all is well: readiness shows it. */
    String failure() {
        return failures.values().stream().findAny().orElse(null);
    }

    private void sleep(Duration wait) {
        try {
            if (shutdown.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ShuttingDownException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShuttingDownException();
        }
    }

    void onShutdown(@Observes ShutdownEvent event) {
        shutdown.countDown();
    }

    /** The process ends: what was not applied is read again by whoever comes next. */
    static final class ShuttingDownException extends RuntimeException {
        ShuttingDownException() {
            super("shutting down", null, false, false);
        }
    }
}
