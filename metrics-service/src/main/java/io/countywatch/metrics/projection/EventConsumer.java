package io.countywatch.metrics.projection;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Reads what was polled, and hands it to the lanes. The next poll is read while they apply this one, and waits until there
 * is room for it.
 */
@ApplicationScoped
class EventConsumer {

    private final EventDecoder decoder;
    private final Lanes lanes;
    private final EventTraces traces;

    EventConsumer(EventDecoder decoder, Lanes lanes, EventTraces traces) {
        this.decoder = decoder;
        this.lanes = lanes;
        this.traces = traces;
    }

    @Incoming(EventLog.CHANNEL)
    @Blocking
    void consume(ConsumerRecords<byte[], byte[]> records) {
        traces.begin(records);
        Map<TopicPartition, List<Decoded>> decoded = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            decoded.put(partition, decode(records.records(partition)));
        }
        try {
            lanes.apply(decoded);
        } catch (InterruptedException e) {
            // The process ends: what was not applied is read again by whoever comes next.
            Thread.currentThread().interrupt();
        }
    }

    private List<Decoded> decode(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Decoded> decoded = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> message : records) {
            decoded.add(decoder.decode(message));
        }
        return decoded;
    }
}
