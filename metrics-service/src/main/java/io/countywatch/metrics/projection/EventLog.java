package io.countywatch.metrics.projection;

import io.countywatch.metrics.projection.CursorStore.Claim;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** What is asked of the Kafka consumer from outside its own thread; it is done on that thread, some time later. */
@Singleton
class EventLog {

    static final String CHANNEL = "household-events";

    private static final Logger LOG = Logger.getLogger(EventLog.class);

    private final KafkaClientService kafka;
    private final PartitionClaims claims;
    private final EventTraces traces;

    EventLog(KafkaClientService kafka, PartitionClaims claims, EventTraces traces) {
        this.kafka = kafka;
        this.claims = claims;
        this.traces = traces;
    }

    /** Reads a partition again from where its claim stands by then; nothing if it is not ours by then. */
    void rewind(TopicPartition partition) {
        consumer()
                .runOnPollingThread(consumer -> {
                    Claim claim = claims.of(partition);
                    if (claim != null && consumer.assignment().contains(partition)) {
                        consumer.seek(partition, claim.nextOffset());
                    }
                })
                .subscribe()
                .with(done -> LOG.infof("reading again from the cursor: partition=%s", partition), EventLog::ignored);
    }

    /**
     * Tells how far we are: traces, and Kafka as a hint for lag tools. Nobody starts from it, so a lost one does not
     * matter.
     */
    void hint(Map<TopicPartition, Long> nextOffsets) {
        traces.applied(nextOffsets);
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        nextOffsets.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        consumer()
                .runOnPollingThread(consumer -> {
                    offsets.keySet().retainAll(consumer.assignment());
                    consumer.commitAsync(offsets, null);
                })
                .subscribe()
                .with(done -> {}, EventLog::ignored);
    }

    /** Offset after the last record of each assigned partition, as far as the consumer knows it; nobody is asked. */
    void ends(Consumer<Map<TopicPartition, Long>> then) {
        consumer()
                .runOnPollingThread(consumer -> {
                    Map<TopicPartition, Long> ends = new HashMap<>();
                    for (TopicPartition partition : consumer.assignment()) {
                        consumer.currentLag(partition)
                                .ifPresent(lag -> ends.put(partition, consumer.position(partition) + lag));
                    }
                    then.accept(ends);
                })
                .subscribe()
                .with(done -> {}, EventLog::ignored);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return kafka.getConsumer(CHANNEL);
    }

    private static void ignored(Throwable failure) {
        LOG.debugf(failure, "the consumer is closing");
    }
}
