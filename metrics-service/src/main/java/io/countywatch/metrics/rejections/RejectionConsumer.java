package io.countywatch.metrics.rejections;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Keeps what comes on {@code household-rejects.v1}: at least once, and once by its id. The position is Kafka's, moved on
 * only after the commit.
 */
@ApplicationScoped
class RejectionConsumer {

    private static final Logger LOG = Logger.getLogger(RejectionConsumer.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final RejectionStore store;
    private final Counter kept;
    private final Counter unreadable;
    private final CountDownLatch shutdown = new CountDownLatch(1);

    RejectionConsumer(RejectionStore store, MeterRegistry metrics) {
        this.store = store;
        kept = metrics.counter("rejections_kept");
        unreadable = metrics.counter("rejections_unreadable");
    }

    @Incoming("household-rejects")
    @Blocking
    void consume(ConsumerRecords<byte[], byte[]> records) {
        List<RejectRecord> rejects = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : records) {
            try {
                RejectRecord reject = RejectRecord.read(message.value());
                // Decoded here, so that nothing in the transaction can fail for the data's sake.
                reject.bytes();
                rejects.add(reject);
            } catch (IOException | IllegalArgumentException e) {
                unreadable.increment();
                LOG.warnf(
                        "not a reject of the contract: partition=%d offset=%d", message.partition(), message.offset());
            }
        }
        if (!rejects.isEmpty()) {
            untilKept(rejects);
            kept.increment(rejects.size());
        }
    }

    /** Nothing is skipped: rejects wait as long as the database is unwell. */
    private void untilKept(List<RejectRecord> rejects) {
        while (true) {
            try {
                store.keep(rejects);
                return;
            } catch (RuntimeException | AssertionError e) {
                // The driver asserts that a connection lives in the middle of a batch; thrown on, that would end the
                // channel for good.
                LOG.warnf(
                        "rejects wait for the database: cause=%s", e.getClass().getSimpleName());
            }
            try {
                if (shutdown.await(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS)) {
                    // Not acknowledged: read again by whoever comes next.
                    throw new IllegalStateException("shutting down with rejects not kept");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted with rejects not kept", e);
            }
        }
    }

    void onShutdown(@Observes ShutdownEvent event) {
        shutdown.countDown();
    }
}
