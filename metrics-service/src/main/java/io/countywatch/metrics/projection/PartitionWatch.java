package io.countywatch.metrics.projection;

import io.countywatch.metrics.startup.Turns;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks from time to time after partitions that would stand still, and that nothing else would tell of. Retention may pass
 * what is to be read next: Kafka's client only fails each poll then, for all partitions, and the framework repeats it in
 * silence; so the partition is stopped, and readiness says so. And a partition may stay with us in Kafka although another
 * instance had taken its claim: nobody assigns it again, so we claim it again.
 */
@ApplicationScoped
class PartitionWatch {

    private static final Logger LOG = Logger.getLogger(PartitionWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long INTERVAL_SECONDS = 5;

    private final KafkaClientService kafka;
    private final PartitionClaims claims;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "partition-watch"));

    PartitionWatch(KafkaClientService kafka, PartitionClaims claims) {
        this.kafka = kafka;
        this.claims = claims;
    }

    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(
                Turns.surviving("partition-watch", this::look), INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            kafka.getConsumer(EventLog.CHANNEL)
                    .runOnPollingThread(consumer -> {
                        claims.refuseOvertaken(consumer);
                        claims.claimLeftOut(consumer);
                    })
                    .await()
                    .atMost(PATIENCE);
        } catch (RuntimeException e) {
            LOG.debugf(
                    e,
                    "Kafka or PostgreSQL is away, or the consumer is closing: the next look is in %d s",
                    INTERVAL_SECONDS);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }
}
