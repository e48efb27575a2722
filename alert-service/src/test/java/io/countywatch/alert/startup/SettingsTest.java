package io.countywatch.alert.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Duration CLAIM = Duration.ofMinutes(2);

    @Test
    void the_defaults_are_those_of_the_documentation() {
        AlertConfig defaults = settings();

        assertThat(defaults.campaign().dir()).isEqualTo(Path.of("campaign"));
        assertThat(defaults.clock()).isEqualTo(AlertConfig.ClockKind.WALL);
        assertThat(defaults.local()).isFalse();
        assertThat(defaults.evaluation().poll()).isEqualTo(Duration.ofMillis(200));
        assertThat(defaults.evaluation().every()).isEqualTo(Duration.ofSeconds(60));
        assertThat(defaults.evaluation().revisionDelay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(defaults.evaluation().lease()).isEqualTo(Duration.ofSeconds(15));
        assertThat(defaults.evaluation().staleAfter()).isEqualTo(Duration.ofMinutes(30));
        assertThat(defaults.delivery().poll()).isEqualTo(Duration.ofMillis(200));
        assertThat(defaults.delivery().batch()).isEqualTo(500);
        assertThat(defaults.delivery().claim()).isEqualTo(Duration.ofMinutes(2));
        assertThat(defaults.delivery().retry()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.delivery().longestRetry()).isEqualTo(Duration.ofMinutes(1));
        assertThat(defaults.delivery().keep()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void kafka_settings_that_could_lose_something_are_named() {
        assertThat(StartupCheck.producerFaults("a", producer("all", "true", "5000", "30000"), CLAIM))
                .isEmpty();
        assertThat(StartupCheck.producerFaults("a", producer("1", "false", "5000", "30000"), CLAIM))
                .containsExactly("producer a: acks must be all", "producer a: enable.idempotence must be true");
        assertThat(StartupCheck.consumerFaults("county-metrics", Map.of("auto.offset.reset", "latest")))
                .containsExactly("consumer county-metrics: auto.offset.reset must be earliest");
    }

    @Test
    void a_producer_that_may_take_longer_than_half_a_claim_is_refused() {
        assertThat(StartupCheck.producerFaults("a", producer("all", "true", "29999", "30000"), CLAIM))
                .isEmpty();
        assertThat(StartupCheck.producerFaults("a", producer("all", "true", "30000", "30000"), CLAIM))
                .singleElement()
                .asString()
                .startsWith("producer a: max.block.ms and delivery.timeout.ms together must be less than half");
        // Kafka's own defaults, where nothing is said.
        assertThat(StartupCheck.producerFaults("a", Map.of("acks", "all", "enable.idempotence", "true"), CLAIM))
                .hasSize(1);
    }

    private static Map<String, String> producer(String acks, String idempotence, String maxBlock, String timeout) {
        return Map.of(
                "acks",
                acks,
                "enable.idempotence",
                idempotence,
                "max.block.ms",
                maxBlock,
                "delivery.timeout.ms",
                timeout);
    }

    @Test
    void a_database_that_vanishes_without_a_word_holds_no_thread_for_ever() throws IOException {
        Properties packaged = new Properties();
        try (InputStream file = SettingsTest.class.getResourceAsStream("/application.properties")) {
            packaged.load(file);
        }
        String driver = "quarkus.datasource.jdbc.additional-jdbc-properties.";

        // In seconds; 0, the driver's default, would be for ever.
        assertThat(Integer.parseInt(packaged.getProperty(driver + "socketTimeout", "0")))
                .isPositive();
        assertThat(packaged.getProperty(driver + "tcpKeepAlive")).isEqualTo("true");
    }

    private static AlertConfig settings() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(AlertConfig.class)
                .withConverter(Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .withDefaultValues(Map.of("countywatch.campaign.dir", "campaign"))
                .build();
        return config.getConfigMapping(AlertConfig.class);
    }
}
