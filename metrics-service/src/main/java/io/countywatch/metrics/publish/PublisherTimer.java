package io.countywatch.metrics.publish;

import io.countywatch.metrics.MetricsConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The publisher's clock. Its own thread: the scheduler of the framework does not tick below a second. */
@ApplicationScoped
class PublisherTimer {

    private static final Logger LOG = Logger.getLogger(PublisherTimer.class);

    /** A tick that takes longer than the interval leaves the others so much of it, as a divisor. */
    private static final int LEAST_PAUSE = 4;

    /** While a backlog is applied, a tick is followed by a rest so many times as long as it took. */
    private static final int REST = 4;

    private final Publisher publisher;
    private final QuarantinePublisher quarantine;
    private final Duration interval;
    /** The lease is renewed by ticks, so no rest may come near its end. */
    private final Duration longestRest;

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "publisher"));

    PublisherTimer(Publisher publisher, QuarantinePublisher quarantine, MetricsConfig config) {
        this.publisher = publisher;
        this.quarantine = quarantine;
        this.interval = config.publish().interval();
        this.longestRest = config.publish().lease().dividedBy(2);
    }

    void start(@Observes StartupEvent event) {
        timer.execute(this::tickAndGoOn);
    }

    /** From start to start: what a tick takes does not come on top of the wait for it. But a late one is not made up for. */
    private void tickAndGoOn() {
        long began = System.nanoTime();
        tick();
        try {
            timer.schedule(this::tickAndGoOn, pause(System.nanoTime() - began), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debugf("the timer was stopped");
        }
    }

    private long pause(long took) {
        Duration rest = publisher.behind() ? longestRest : Duration.ZERO;
        return pause(took, interval.toNanos(), rest.toNanos());
    }

    /**
     * Nanoseconds between two ticks. Figures of a log that is caught up with are of yesterday or of last year: nobody waits
     * for them by the second, while the events wait for the machine.
     *
     * @param took the tick before
     * @param longestRest while a backlog is applied; else 0
     */
    static long pause(long took, long interval, long longestRest) {
        long rest = Math.min(REST * took, longestRest);
        return Math.max(Math.max(interval - took, interval / LEAST_PAUSE), rest);
    }

    private void tick() {
        boolean leader = true;
        try {
            leader = publisher.tick();
        } catch (RuntimeException | Error e) {
            // The next tick compares everything again, so nothing is lost by letting this one go.
            LOG.warnf(e, "tick failed, the next one heals it");
        }
        try {
            if (leader) {
                quarantine.publish();
            }
        } catch (RuntimeException | Error e) {
            LOG.warnf(e, "quarantine not told, the next tick tries again");
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.shutdown();
        if (timer.awaitTermination(10, TimeUnit.SECONDS)) {
            try {
                publisher.resign();
            } catch (RuntimeException e) {
                LOG.debugf(e, "the lease will run out by itself");
            }
        }
    }
}
