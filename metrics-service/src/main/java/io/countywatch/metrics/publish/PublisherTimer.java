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

    private final Publisher publisher;
    private final QuarantinePublisher quarantine;
    private final Duration interval;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "publisher"));

    PublisherTimer(Publisher publisher, QuarantinePublisher quarantine, MetricsConfig config) {
        this.publisher = publisher;
        this.quarantine = quarantine;
        this.interval = config.publish().interval();
    }

    void start(@Observes StartupEvent event) {
        timer.execute(this::tickAndGoOn);
    }

    /** From start to start: what a tick takes does not come on top of the wait for it. But a late one is not made up for. */
    private void tickAndGoOn() {
        long began = System.nanoTime();
        tick();
        long wait = interval.toNanos() - (System.nanoTime() - began);
        try {
            timer.schedule(this::tickAndGoOn, Math.max(wait, interval.toNanos() / LEAST_PAUSE), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debugf("the timer was stopped");
        }
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
