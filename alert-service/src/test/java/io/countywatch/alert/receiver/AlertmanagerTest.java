package io.countywatch.alert.receiver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.notification.SampleNotifications;
import io.countywatch.alert.notification.WebhookRecord;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.startup.Json;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Alertmanager as a receiver; it also says how the webhooks look that existing receivers know. */
class AlertmanagerTest {

    @TempDir
    static Path folder;

    private static HookServer hooks;
    private static RealAlertmanager alertmanager;

    private final NotificationConfig config = NotificationConfigTest.settings(Map.of(
            "countywatch.notification.external-url", "https://alerts.example",
            "countywatch.notification.alertmanager.hold", "3s"));
    private final Courier courier = new Courier(config, Clock.systemUTC(), untraced -> Span.getInvalid());
    private final RuleSet.Receiver receiver =
            new RuleSet.Receiver("am", null, new RuleSet.Alertmanager(alertmanager.url() + "/"));

    @BeforeAll
    static void start() throws IOException {
        Optional<String> program = RealAlertmanager.program();
        if (program.isEmpty()) {
            System.err.println(
                    """
                    ***** LEFT OUT: AlertmanagerTest. No Alertmanager on this machine.
                    ***** Debian: apt-get install prometheus-alertmanager""");
        }
        Assumptions.assumeTrue(program.isPresent(), "no Alertmanager on this machine");
        hooks = new HookServer();
        alertmanager = new RealAlertmanager(program.get(), folder, hooks.url("/hook"));
    }

    @AfterAll
    static void stop() {
        if (alertmanager != null) {
            alertmanager.close();
            hooks.close();
        }
    }

    @BeforeEach
    void forget() {
        hooks.forget();
    }

    @Test
    void it_takes_what_fires_gives_it_the_same_fingerprint_and_ends_it_when_told() {
        assertThat(send(SampleNotifications.firing("513429", "513428"))).isEqualTo(Outcome.ACKNOWLEDGED);

        JsonNode alerts = await().atMost(10, SECONDS).until(alertmanager::alerts, known -> known.size() == 2);
        List<String> fingerprints = new ArrayList<>();
        alerts.forEach(alert -> fingerprints.add(alert.get("fingerprint").asText()));
        assertThat(fingerprints)
                .containsExactlyInAnyOrderElementsOf(SampleNotifications.fingerprints("513429", "513428"));
        assertThat(alerts.at("/0/generatorURL").asText()).startsWith("https://alerts.example/v1/alerts/county-");
        assertThat(alerts.at("/0/startsAt").asText()).startsWith("2020-05-26T16:00:00");

        assertThat(send(SampleNotifications.ended("513429", "513428"))).isEqualTo(Outcome.ACKNOWLEDGED);
        await().atMost(10, SECONDS).until(() -> alertmanager.alerts().isEmpty());
        await().atMost(10, SECONDS).until(() -> hooks.messages("/hook").stream()
                .anyMatch(message -> message.json().get("status").asText().equals("resolved")));
    }

    @Test
    void what_it_is_told_again_goes_on_and_what_it_is_not_told_again_ends() {
        send(SampleNotifications.firing("640422"));
        await().atMost(10, SECONDS).until(() -> alertmanager.alerts().size() == 1);

        // Longer than it holds what it is told once.
        await().pollInterval(java.time.Duration.ofSeconds(1))
                .during(java.time.Duration.ofSeconds(5))
                .atMost(10, SECONDS)
                .until(() -> {
                    send(SampleNotifications.firing("640422"));
                    return alertmanager.alerts().size() == 1;
                });

        await().atMost(10, SECONDS).until(() -> alertmanager.alerts().isEmpty());
    }

    @Test
    void its_webhooks_have_the_fields_of_ours() {
        send(SampleNotifications.firing("522327"));
        JsonNode theirs = await().atMost(10, SECONDS)
                .until(() -> hooks.messages("/hook"), list -> !list.isEmpty())
                .get(0)
                .json();

        JsonNode ours =
                Json.tree(Json.write(WebhookRecord.of(SampleNotifications.firing("522327"), config.externalUrl())));

        assertThat(names(ours)).containsExactlyInAnyOrderElementsOf(names(theirs));
        assertThat(names(ours.at("/alerts/0"))).containsExactlyInAnyOrderElementsOf(names(theirs.at("/alerts/0")));
        for (String same : List.of("/version", "/status", "/commonLabels", "/commonAnnotations", "/truncatedAlerts")) {
            assertThat(ours.at(same)).as(same).isEqualTo(theirs.at(same));
        }
        for (String same : List.of("labels", "annotations", "status", "fingerprint", "endsAt", "generatorURL")) {
            assertThat(ours.at("/alerts/0/" + same)).as(same).isEqualTo(theirs.at("/alerts/0/" + same));
        }
    }

    @Test
    void what_it_refuses_is_refused() {
        RuleSet.Receiver wrong =
                new RuleSet.Receiver("am", null, new RuleSet.Alertmanager(alertmanager.url() + "/nowhere"));

        Outcome outcome = courier.send(wrong, SampleNotifications.firing("622921"), inAMinute())
                .join();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(outcome.detail()).isEqualTo("status 404");
    }

    private Outcome send(io.countywatch.alert.notification.Notification notification) {
        return courier.send(receiver, notification, inAMinute()).join();
    }

    private static long inAMinute() {
        return System.nanoTime() + Duration.ofMinutes(1).toNanos();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
