package io.countywatch.metrics.projection;

import io.countywatch.metrics.MetricsConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Repeats what fails because the database is unwell, for as long as it takes; ends at shutdown. */
@Singleton
class BackOff {

    private static final Logger LOG = Logger.getLogger(BackOff.class);

    private final Duration first;
    private final Duration longest;
    private final CountDownLatch shutdown = new CountDownLatch(1);
    private final AtomicReference<String> failure = new AtomicReference<>();

    BackOff(MetricsConfig config) {
        first = config.projection().backOff();
        longest = config.projection().maxBackOff();
    }

    <T> T untilItSucceeds(Supplier<T> attempt) {
        Duration wait = first;
        while (true) {
            try {
                T result = attempt.get();
                failure.set(null);
                return result;
            } catch (FencedException e) {
                throw e;
            } catch (RuntimeException | AssertionError e) {
                // The driver asserts that a connection lives in the middle of a batch: its error, too, is the
                // database's.
                if (DatabaseFailure.isForGood(e)) {
                    throw e;
                }
                failure.set(DatabaseFailure.describe(e));
                LOG.warnf("database unwell, repeating: wait=%s cause=%s", wait, failure.get());
            }
            sleep(wait);
            wait = wait.multipliedBy(2).compareTo(longest) > 0 ? longest : wait.multipliedBy(2);
        }
    }

    /** Why the last attempt failed, or null when all is well: readiness shows it. */
    String failure() {
        return failure.get();
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
