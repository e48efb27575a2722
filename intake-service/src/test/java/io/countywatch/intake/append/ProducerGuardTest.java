package io.countywatch.intake.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ProducerGuardTest {

    private final Map<String, Object> settings = new HashMap<>(Map.of(
            "bootstrap.servers", "localhost:9092",
            "key.serializer", StringSerializer.class.getName(),
            "value.serializer", StringSerializer.class.getName(),
            "acks", "all",
            "max.block.ms", "0",
            "request.timeout.ms", "1000",
            "delivery.timeout.ms", "2000"));

    @Test
    void good_settings_have_no_fault() {
        assertThat(ProducerGuard.faults(settings)).isEmpty();
    }

    @Test
    void the_frameworks_default_is_refused_for_both_its_faults() {
        settings.put("acks", "1");

        assertThat(ProducerGuard.faults(settings))
                .containsExactly("acks must be all", "enable.idempotence must be true");
    }

    @Test
    void settings_that_block_or_wait_too_long_are_refused() {
        settings.put("max.block.ms", "1");
        settings.put("delivery.timeout.ms", "120000");

        assertThat(ProducerGuard.faults(settings)).hasSize(2);
    }
}
