package io.countywatch.alert.delivery;

import io.countywatch.alert.notification.BackOff;
import io.countywatch.alert.startup.AlertConfig;
import io.countywatch.alert.startup.Loop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Empties the outbox, in every replica. One decision, at-least-once delivery with one id. */
@Singleton
class DeliveryService {

    private static final Logger LOG = Logger.getLogger(DeliveryService.class);
    private static final long PURGE_EVERY_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long MEASURE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final OutboxStore outbox;
    private final TopicPublisher publisher;
    private final AlertConfig.Delivery config;
    private final BackOff backOff;
    private final MeterRegistry meters;
    private final String owner = UUID.randomUUID().toString();
    private final AtomicReference<Double> oldest = new AtomicReference<>(0.0);
    private long purged = System.nanoTime();
    private long measured = System.nanoTime() - MEASURE_EVERY_NANOS;
    private volatile Loop loop;

    DeliveryService(OutboxStore outbox, TopicPublisher publisher, AlertConfig config, MeterRegistry meters) {
        this.outbox = outbox;
        this.publisher = publisher;
        this.config = config.delivery();
        this.backOff = new BackOff(this.config.retry(), this.config.longestRetry());
        this.meters = meters;
        Gauge.builder("alert_outbox_oldest", oldest, AtomicReference::get)
                .baseUnit("seconds")
                // The framework's registry outlives an application (several run in one process in tests): a gauge that
                // lost its object would be shown by none of them.
                .strongReference(true)
                .register(meters);
    }

    void start(@Observes @Priority(6000) StartupEvent started) {
        loop = Loop.start("delivery", config.poll(), this::turn);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (loop != null) {
            loop.close();
        }
    }

    /** Sends until nothing is open. */
    void turn() {
        List<OutboxStore.Row> rows;
        long claimed;
        do {
            claimed = System.nanoTime(); // before the claim: it never runs out earlier than we believe
            rows = outbox.claim(owner, config.claim(), config.batch());
        } while (!rows.isEmpty() && deliver(rows, claimed));
        if (System.nanoTime() - purged > PURGE_EVERY_NANOS) {
            outbox.purge(config.keep());
            purged = System.nanoTime();
        }
        if (System.nanoTime() - measured > MEASURE_EVERY_NANOS) {
            oldest.set(outbox.oldest());
            measured = System.nanoTime();
        }
    }

    /**
     * Whoever takes over a row later must not meet this attempt still under way: on a compacted topic the older state
     * would lie above the newer one for good. So nothing is handed to the producer after half a claim; the producer needs
     * less than the other half for it (checked at start); and a row of which it has said nothing stays claimed.
     *
     * @param claimed when, by the clock of {@link System#nanoTime}
     * @return whether all were acknowledged
     */
    private boolean deliver(List<OutboxStore.Row> rows, long claimed) {
        Map<OutboxStore.Row, CompletableFuture<Void>> sent = handOver(rows, claimed);
        List<OutboxStore.Row> done = new ArrayList<>();
        List<OutboxStore.Row> failed = new ArrayList<>();
        // A little earlier, so that those that were acknowledged are marked before anybody else may claim them.
        long end = claimed + config.claim().multipliedBy(19).dividedBy(20).toNanos();
        for (OutboxStore.Row row : rows) {
            CompletableFuture<Void> acknowledged = sent.get(row);
            Attempt attempt = acknowledged == null ? Attempt.FAILED : await(acknowledged, end - System.nanoTime());
            switch (attempt) {
                case ACKNOWLEDGED -> done.add(row);
                case FAILED -> failed.add(row);
                case UNDECIDED -> LOG.warnf("event=delivery_undecided notification=%s", row.notification());
            }
            meters.counter("alert_deliveries", "sink", row.sink(), "outcome", attempt.outcome)
                    .increment();
        }
        outbox.done(done);
        if (!failed.isEmpty()) {
            LOG.warnf("event=delivery_failed rows=%d", failed.size());
            outbox.retryLater(
                    failed,
                    row -> backOff.after(
                            row.attempts() - 1, ThreadLocalRandom.current().nextDouble()));
        }
        return done.size() == rows.size();
    }

    /** As many as a topic's producer takes without a wait that was in vain, and no longer than half a claim. */
    private Map<OutboxStore.Row, CompletableFuture<Void>> handOver(List<OutboxStore.Row> rows, long claimed) {
        Map<OutboxStore.Row, CompletableFuture<Void>> sent = new LinkedHashMap<>();
        Set<String> away = new HashSet<>();
        long half = config.claim().dividedBy(2).toNanos();
        for (OutboxStore.Row row : rows) {
            if (System.nanoTime() - claimed > half) {
                break;
            }
            if (!away.contains(row.sink())) {
                CompletableFuture<Void> acknowledged = publisher.send(row);
                sent.put(row, acknowledged);
                // Each of the topic's others would wait as long, one after the other; the other topic may be well.
                if (failure(acknowledged) instanceof org.apache.kafka.common.errors.TimeoutException) {
                    away.add(row.sink());
                }
            }
        }
        return sent;
    }

    private static Throwable failure(CompletableFuture<Void> acknowledged) {
        return acknowledged.isCompletedExceptionally()
                ? acknowledged.handle((done, failure) -> failure).join()
                : null;
    }

    /** What is known of one. */
    private enum Attempt {
        ACKNOWLEDGED("acknowledged"),
        /** It was not handed over, or the producer has given up: it does not come any more. */
        FAILED("failed"),
        /** The claim is over and the producer has said nothing. */
        UNDECIDED("failed");

        private final String outcome;

        Attempt(String outcome) {
            this.outcome = outcome;
        }
    }

    private static Attempt await(CompletableFuture<Void> acknowledged, long nanos) {
        try {
            acknowledged.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return Attempt.ACKNOWLEDGED;
        } catch (ExecutionException e) {
            return Attempt.FAILED;
        } catch (TimeoutException e) {
            return Attempt.UNDECIDED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Attempt.UNDECIDED;
        }
    }

    /** A replica that tells nobody what is decided is not well, though it answers. */
    @Readiness
    @Singleton
    static class Ready implements HealthCheck {

        private final DeliveryService service;

        Ready(DeliveryService service) {
            this.service = service;
        }

        @Override
        public HealthCheckResponse call() {
            // A turn may wait for Kafka for nearly a claim; what fails is no failure of the turn.
            return Loop.readiness(
                            "delivery", service.loop, service.config.claim().multipliedBy(2))
                    .build();
        }
    }
}
