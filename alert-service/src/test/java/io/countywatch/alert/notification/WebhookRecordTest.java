package io.countywatch.alert.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.startup.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookRecordTest {

    private static final String URL = "https://alerts.example";

    /** Field by field as Alertmanager documents its version 4. */
    @Test
    void a_message_is_what_alertmanager_would_send() {
        Current fires = Alerts.firing("513429");
        Current over = Alerts.ended("513428");
        Notification notification = new Notification(
                "id",
                0,
                "content",
                "ops",
                "{}/{severity=\"warning\"}:{province=\"51\"}",
                Labels.of(Map.of("province", "51")),
                List.of(item(over, false), item(fires, true)),
                true,
                3,
                true);

        assertThat(Json.tree(Json.write(WebhookRecord.of(notification, URL))))
                .isEqualTo(Json.tree(
                        """
                {"receiver":"ops","status":"firing","alerts":[
                  {"status":"resolved",
                   "labels":{"alertname":"county-behind-schedule","measure":"resettlement","province":"51",
                             "rule":"county-behind-schedule","severity":"warning","unit":"513428"},
                   "annotations":{"status":"BEHIND","summary":"FIRING in 513428"},
                   "startsAt":"2020-05-26T16:00:00Z","endsAt":"2020-06-04T16:00:00Z",
                   "generatorURL":"https://alerts.example/v1/alerts/county-behind-schedule:513428:resettlement/explain",
                   "fingerprint":"%s"},
                  {"status":"firing",
                   "labels":{"alertname":"county-behind-schedule","measure":"resettlement","province":"51",
                             "rule":"county-behind-schedule","severity":"warning","unit":"513429"},
                   "annotations":{"status":"BEHIND","summary":"FIRING in 513429"},
                   "startsAt":"2020-05-26T16:00:00Z","endsAt":"0001-01-01T00:00:00Z",
                   "generatorURL":"https://alerts.example/v1/alerts/county-behind-schedule:513429:resettlement/explain",
                   "fingerprint":"%s"}],
                 "groupLabels":{"province":"51"},
                 "commonLabels":{"alertname":"county-behind-schedule","measure":"resettlement","province":"51",
                                 "rule":"county-behind-schedule","severity":"warning"},
                 "commonAnnotations":{"status":"BEHIND"},
                 "externalURL":"https://alerts.example","version":"4",
                 "groupKey":"{}/{severity=\\"warning\\"}:{province=\\"51\\"}","truncatedAlerts":3}
                """
                                .formatted(over.fingerprint(), fires.fingerprint())));
    }

    @Test
    void an_alertmanager_is_told_until_when_to_believe_it() {
        Instant until = Instant.parse("2020-06-06T00:00:00Z");
        Notification notification = new Notification(
                "id",
                0,
                "content",
                "am",
                "key",
                Labels.of(Map.of()),
                List.of(item(Alerts.ended("513428"), false), item(Alerts.firing("513429"), true)),
                true,
                0,
                false);

        assertThat(AlertmanagerRecord.of(notification, URL, until))
                .extracting(AlertmanagerRecord::endsAt)
                .containsExactly(Alerts.ended("513428").endsAt(), until);
    }

    /** Fingerprints of a real Alertmanager: see AlertmanagerTest, which asks one. */
    @Test
    void labels_have_the_fingerprint_that_alertmanager_gives_them() {
        assertThat(Fingerprint.of(Labels.of(Map.of()))).isEqualTo("cbf29ce484222325");
        assertThat(Fingerprint.of(Labels.of(Map.of("alertname", "a", "empty", ""))))
                .isEqualTo(Fingerprint.of(Labels.of(Map.of("alertname", "a"))));
    }

    private static Notification.Item item(Current alert, boolean firing) {
        return new Notification.Item(alert, alert.fingerprint(), firing);
    }
}
