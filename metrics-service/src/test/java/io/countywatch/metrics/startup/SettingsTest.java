package io.countywatch.metrics.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.metrics.MetricsConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void the_defaults_are_those_of_the_documentation() {
        MetricsConfig defaults = settings(Map.of());

        assertThat(defaults.campaign().dir()).isEqualTo(Path.of("campaign"));
        assertThat(defaults.clock()).isEqualTo(MetricsConfig.Clock.WALL);
        assertThat(defaults.local()).isFalse();
        assertThat(defaults.publish().interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(defaults.publish().lease()).isEqualTo(Duration.ofSeconds(10));
        assertThat(defaults.publish().repeat()).isEqualTo(Duration.ofMinutes(10));
        assertThat(defaults.intake().url()).hasToString("http://localhost:8081");
        assertThat(defaults.projection().schema()).isEqualTo("projection_3");
        assertThat(defaults.rebuild().beside()).isFalse();
        assertThat(defaults.rebuild().eventsPerSecond()).isEqualTo(10_000);
        assertThat(defaults.projection().backOff()).isEqualTo(Duration.ofMillis(200));
        assertThat(defaults.projection().maxBackOff()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.publish().rollUp()).isEqualTo(Duration.ofSeconds(30));
        assertThat(defaults.tokens().keysRefreshed()).isEqualTo(Duration.ofMinutes(5));
        assertThat(defaults.projection().lanes()).isEqualTo(3);
        assertThat(defaults.reading().mostWaiting()).isEqualTo(64);
    }

    @Test
    void kafka_settings_that_could_lose_something_are_named() {
        assertThat(StartupCheck.producerFaults("a", Map.of("acks", "all", "enable.idempotence", "true")))
                .isEmpty();
        assertThat(StartupCheck.producerFaults("a", Map.of("acks", "1")))
                .containsExactly("producer a: acks must be all", "producer a: enable.idempotence must be true");
        assertThat(StartupCheck.consumerFaults(
                        "household-events", Map.of("auto.offset.reset", "none", "enable.auto.commit", "false")))
                .isEmpty();
        assertThat(StartupCheck.consumerFaults(
                        "household-rejects", Map.of("auto.offset.reset", "earliest", "enable.auto.commit", "false")))
                .isEmpty();
        assertThat(StartupCheck.consumerFaults("household-events", Map.of("auto.offset.reset", "latest")))
                .containsExactly(
                        "consumer household-events: auto.offset.reset must be none",
                        "consumer household-events: enable.auto.commit must be false");
    }

    @Test
    void the_service_refuses_to_start_with_one_message_that_lists_every_fault() {
        StartupCheck check = new StartupCheck(settings(Map.of()), new FrameworkDefaults());

        assertThatThrownBy(() -> check.check(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("metrics-service does not start: producer county-metrics: acks must be all;"
                        + " producer county-metrics: enable.idempotence must be true;"
                        + " consumer household-events: auto.offset.reset must be none;"
                        + " consumer household-events: enable.auto.commit must be false");
    }

    /** Clients as the framework makes them when nobody says otherwise. */
    private static final class FrameworkDefaults implements KafkaClientService {

        private static final Map<String, Object> SETTINGS =
                Map.of("acks", "1", "auto.offset.reset", "latest", "enable.auto.commit", "true");

        @Override
        public <K, V> List<KafkaConsumer<K, V>> getConsumers(String channel) {
            KafkaConsumer<K, V> consumer = configured(KafkaConsumer.class);
            return List.of(consumer);
        }

        @Override
        public <K, V> KafkaProducer<K, V> getProducer(String channel) {
            return configured(KafkaProducer.class);
        }

        @Override
        public Set<String> getConsumerChannels() {
            return Set.of("household-events");
        }

        @Override
        public Set<String> getProducerChannels() {
            return Set.of("county-metrics");
        }

        @SuppressWarnings("unchecked")
        private static <T> T configured(Class<?> type) {
            return (T) Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (client, method, given) -> SETTINGS);
        }
    }

    private static MetricsConfig settings(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(MetricsConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValues(Map.of("countywatch.campaign.dir", "campaign"))
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(MetricsConfig.class);
    }
}
