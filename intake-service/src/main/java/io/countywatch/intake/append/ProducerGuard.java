package io.countywatch.intake.append;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Looks at the settings that the producer really runs with. The framework's defaults (acks=1, which also turns
 * idempotence off) break the first promise of the product without a word.
 */
final class ProducerGuard {

    /** Half a second of the promised three is for everything but Kafka. */
    static final int MAX_DELIVERY_MILLIS = 2_500;

    private ProducerGuard() {}

    /** Everything that is wrong; empty when nothing is. */
    static List<String> faults(Map<String, ?> settings) {
        Map<String, Object> known = new HashMap<>(settings);
        known.values().removeIf(value -> value == null);
        ProducerConfig effective = new ProducerConfig(known);
        List<String> faults = new ArrayList<>();
        if (!"-1".equals(effective.getString(ProducerConfig.ACKS_CONFIG))) {
            faults.add("acks must be all");
        }
        if (!effective.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)) {
            faults.add("enable.idempotence must be true");
        }
        if (effective.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG) != 0) {
            faults.add("max.block.ms must be 0: sending happens on the event loop");
        }
        if (effective.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) > MAX_DELIVERY_MILLIS) {
            faults.add("delivery.timeout.ms must be at most " + MAX_DELIVERY_MILLIS);
        }
        return faults;
    }
}
