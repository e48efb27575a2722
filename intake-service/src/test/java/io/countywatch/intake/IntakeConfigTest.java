package io.countywatch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntakeConfigTest {

    @Test
    void defaults_are_those_of_the_contract() {
        IntakeConfig config = with(Map.of()).getConfigMapping(IntakeConfig.class);

        assertThat(config.limits().eventBytes()).isEqualTo(64 * 1024);
        assertThat(config.limits().requestEvents()).isEqualTo(1000);
        assertThat(config.limits().requestBytes()).isEqualTo(1024 * 1024);
        assertThat(config.limits().decompressedBytes()).isEqualTo(8 * 1024 * 1024);
        assertThat(config.limits().nesting()).isEqualTo(16);
        assertThat(config.limits().inFlightBytes()).isEqualTo(48L * 1024 * 1024);
        assertThat(config.rate().eventsPerSecond()).isEqualTo(2000);
        assertThat(config.rate().burst()).isEqualTo(50_000);
        assertThat(config.rate().callers()).isEqualTo(10_000);
        assertThat(config.memory().identities()).isEqualTo(100_000);
        assertThat(config.tokens().number()).isEqualTo(10_000);
        assertThat(config.tokens().remembered()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.topics().events()).isEqualTo("household-events.v1");
        assertThat(config.topics().rejects()).isEqualTo("household-rejects.v1");
        assertThat(config.retryAfter().min()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.retryAfter().max()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.bodyTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.tracing().askedPerSecond()).isEqualTo(10);
    }

    @Test
    void a_misspelt_name_is_refused() {
        assertThatThrownBy(() -> with(Map.of("countywatch.intake.limits.nestng", "9")))
                .hasMessageContaining("nestng");
    }

    private static SmallRyeConfig with(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withConverter(Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(IntakeConfig.class)
                .build();
    }
}
