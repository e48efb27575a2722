package io.countywatch.alert.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationConfigTest {

    @Test
    void the_defaults_are_those_of_the_documentation() {
        NotificationConfig defaults = settings(Map.of());

        assertThat(defaults.externalUrl()).isEqualTo("http://localhost:8083");
        assertThat(defaults.poll()).isEqualTo(Duration.ofMillis(200));
        assertThat(defaults.heal()).isEqualTo(Duration.ofSeconds(10));
        assertThat(defaults.groupWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(defaults.interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(defaults.repeat()).isEqualTo(Duration.ofDays(7));
        assertThat(defaults.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(defaults.claim()).isEqualTo(Duration.ofMinutes(1));
        assertThat(defaults.retry()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.longestRetry()).isEqualTo(Duration.ofMinutes(5));
        assertThat(defaults.maxAlerts()).isEqualTo(100);
        assertThat(defaults.maxBytes()).isEqualTo(262_144);
        assertThat(defaults.perReceiver()).isEqualTo(4);
        assertThat(defaults.atOnce()).isEqualTo(32);
        assertThat(defaults.keep()).isEqualTo(Duration.ofDays(400));
        assertThat(defaults.alertmanager().resend()).isEqualTo(Duration.ofMinutes(1));
        assertThat(defaults.alertmanager().hold()).isEqualTo(Duration.ofHours(24));
        assertThat(Receivers.faults(defaults)).isEmpty();
    }

    @Test
    void times_that_contradict_one_another_are_named_together() {
        assertThat(Receivers.faults(settings(Map.of(
                        "countywatch.notification.claim", "15s",
                        "countywatch.notification.alertmanager.hold", "90s"))))
                .hasSize(2);
    }

    static NotificationConfig settings(Map<String, String> given) {
        return new SmallRyeConfigBuilder()
                .withMapping(NotificationConfig.class)
                .withConverter(Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .withSources(new PropertiesConfigSource(given, "test", 100))
                .build()
                .getConfigMapping(NotificationConfig.class);
    }
}
