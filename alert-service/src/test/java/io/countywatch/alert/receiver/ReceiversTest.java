package io.countywatch.alert.receiver;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.TestServers;
import io.countywatch.alert.Tokens;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.evaluation.Database;
import io.countywatch.alert.evaluation.Stage;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.local.infrastructure.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Receivers between real servers. The campaign's days go on from test to test. */
@QuarkusTest
@QuarkusTestResource(value = ReceiverServers.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReceiversTest {

    private static final String BUTUO = "county-behind-schedule:513429:resettlement";
    private static Stage stage;
    private static final Queue<String> logged = new ConcurrentLinkedQueue<>();

    @TestServers.Running
    Infrastructure infrastructure;

    @ReceiverServers.Hooks
    HookServer hooks;

    @Inject
    Campaign campaign;

    @Inject
    Database database;

    @Inject
    RuleSet rules;

    @Inject
    NotificationConfig config;

    @BeforeEach
    void setTheStage() {
        if (stage == null) {
            stage = new Stage(campaign, database, infrastructure.bootstrapServers(), LocalDate.of(2020, 5, 25));
        }
        if (logged.isEmpty()) {
            Logger.getLogger("").addHandler(new Listening());
        }
        hooks.forget();
    }

    @Test
    @Order(1)
    void a_firing_alert_is_posted_once_as_alertmanager_would_signed_and_with_an_id() {
        play(565, "513429");
        play(565, "513429");

        HookServer.Message message = await().atMost(10, SECONDS)
                .until(() -> hooks.messages("/ops"), list -> list.size() == 1)
                .get(0);
        JsonNode body = message.json();
        assertThat(body.get("version").asText()).isEqualTo("4");
        assertThat(body.get("status").asText()).isEqualTo("firing");
        assertThat(body.get("receiver").asText()).isEqualTo("ops");
        assertThat(body.get("groupKey").asText()).isEqualTo("{}/{}:{province=\"51\", rule=\"county-behind-schedule\"}");
        assertThat(body.get("externalURL").asText()).isEqualTo("https://alerts.example");
        assertThat(body.at("/alerts/0/labels/measure").asText()).isEqualTo("resettlement");
        assertThat(body.at("/alerts/0/labels/watchlist").asText().split(",")).contains("close-watch");
        assertThat(body.at("/alerts/0/annotations/summary").asText())
                .startsWith("FIRING (warning) since 2020-05-26: Resettlement in Butuo");
        assertThat(body.at("/alerts/0/annotations/would_do").asText()).contains("households a week");
        assertThat(body.at("/alerts/0/startsAt").asText()).isEqualTo("2020-05-25T16:00:00Z");
        assertThat(body.at("/alerts/0/generatorURL").asText())
                .isEqualTo("https://alerts.example/v1/alerts/" + BUTUO + "/explain");
        assertThat(message.id()).matches("[0-9a-f]{32}");
        assertThat(message.signature()).isEqualTo(signature("the-first-secret-of-ops", message));
        assertThat(Instant.ofEpochSecond(Long.parseLong(message.timestamp())))
                .isBetween(Instant.now().minusSeconds(30), Instant.now().plusSeconds(1));

        play(565, "513429");
        quiet();
        assertThat(hooks.messages("/ops")).hasSize(1);
    }

    @Test
    @Order(2)
    void a_unit_says_which_watchlists_it_is_on_also_of_those_in_the_rules_file() {
        for (String unit : List.of("513429", "513429-003")) {
            assertThat(stage.reader("/v1/units/" + unit + "/assessments").getList("assessments[0].watchlists"))
                    .as(unit)
                    .contains("close-watch");
        }
        assertThat(stage.reader("/v1/units/513428/assessments").getList("assessments[0].watchlists"))
                .doesNotContain("close-watch");
        assertThat(stage.alert(BUTUO).getList("watchlists")).contains("close-watch");
        stage.awaitAllTold();
        assertThat(stage.told("county-alerts.v1", BUTUO)).isNotEmpty().allSatisfy(told -> assertThat(
                        told.at("/data/watchlists"))
                .extracting(JsonNode::asText)
                .contains("close-watch"));
        assertThat(stage.told("county-alert-state.v1", BUTUO)).isNotEmpty().allSatisfy(told -> assertThat(
                        told.at("/watchlists"))
                .extracting(JsonNode::asText)
                .contains("close-watch"));
    }

    @Test
    @Order(2)
    void a_changed_secret_signs_the_next_message_without_a_restart() throws Exception {
        Path secret = Path.of(secretFile());
        Files.writeString(secret, "the-second-secret-of-ops\nthe-first-secret-of-ops\n");

        play(300, "513429"); // critical: another alert for receivers, which ends the first

        HookServer.Message message = await().atMost(10, SECONDS)
                .until(() -> hooks.messages("/ops"), list -> !list.isEmpty())
                .get(0);
        assertThat(message.alerts()).containsExactly("513429 resolved", "513429 firing");
        assertThat(message.json().at("/alerts/0/labels/severity").asText()).isEqualTo("warning");
        assertThat(message.json().at("/alerts/1/labels/severity").asText()).isEqualTo("critical");
        assertThat(message.json().get("status").asText()).isEqualTo("firing");
        assertThat(message.signature().split(","))
                .containsExactly(
                        signature("the-second-secret-of-ops", message), signature("the-first-secret-of-ops", message));
    }

    @Test
    @Order(3)
    void a_resolved_is_told_also_under_a_silence_and_nothing_else_is() {
        String silence = silence();
        for (int i = 0; i < 3; i++) {
            stage.playOnPlan();
        }
        assertThat(stage.alert(BUTUO).getString("state")).isEqualTo("RESOLVED");
        await().atMost(10, SECONDS).until(() -> hooks.messages("/ops").size() == 1);
        HookServer.Message end = hooks.messages("/ops").get(0);
        assertThat(end.alerts()).containsExactly("513429 resolved");
        assertThat(end.json().get("status").asText()).isEqualTo("resolved");
        assertThat(Instant.parse(end.json().at("/alerts/0/endsAt").asText()))
                .isAfter(Instant.parse(end.json().at("/alerts/0/startsAt").asText()));

        play(565, "513429");
        play(565, "513429");
        assertThat(stage.alert(BUTUO).getString("state")).isEqualTo("FIRING");
        quiet();
        assertThat(hooks.messages("/ops")).hasSize(1);

        // What still fires when the silence ends is news.
        manager().when().delete("/v1/silences/" + silence).then().statusCode(204);
        await().atMost(10, SECONDS).until(() -> hooks.messages("/ops").size() == 2);
        assertThat(hooks.messages("/ops").get(1).alerts()).containsExactly("513429 firing");
    }

    @Test
    @Order(4)
    void a_receiver_that_was_down_over_end_and_fire_and_end_learns_what_is_so() {
        hooks.answers("/ops", HookServer.status(503));
        for (int i = 0; i < 3; i++) {
            stage.playOnPlan();
        }
        await().atMost(10, SECONDS).until(() -> hooks.messages("/ops").size() > 1);
        // The same message has the same id, however often it is tried.
        assertThat(ids()).hasSize(1);

        play(565, "513429");
        play(565, "513429");
        assertThat(stage.alert(BUTUO).getString("state")).isEqualTo("FIRING");
        hooks.forget();
        quiet();
        // It was told that Butuo fires, and Butuo fires: nothing is lost, nothing is said.
        assertThat(hooks.messages("/ops")).isEmpty();

        hooks.answers("/ops", HookServer.status(503));
        for (int i = 0; i < 3; i++) {
            stage.playOnPlan();
        }
        await().atMost(10, SECONDS).until(() -> hooks.messages("/ops").size() > 1);
        hooks.forget();
        await().atMost(10, SECONDS).until(() -> hooks.messages("/ops").size() == 1);
        assertThat(hooks.messages("/ops").get(0).alerts()).containsExactly("513429 resolved");
        quiet();
        assertThat(hooks.messages("/ops")).hasSize(1);
    }

    @Test
    @Order(5)
    void what_came_and_went_while_a_receiver_was_down_is_not_told() {
        hooks.answers("/ops", HookServer.status(503));
        play(565, "513428");
        play(565, "513428");
        await().atMost(10, SECONDS).until(() -> !hooks.messages("/ops").isEmpty());
        for (int i = 0; i < 3; i++) {
            stage.playOnPlan();
        }
        hooks.forget();
        quiet();

        assertThat(hooks.messages("/ops")).isEmpty();
    }

    @Test
    @Order(6)
    void an_answer_that_is_lost_costs_a_repetition_with_the_same_id_and_no_end() {
        hooks.answers("/ops", exchange -> {
            hooks.answers("/ops", HookServer.status(200));
            exchange.close(); // taken, and the connection breaks
        });
        play(565, "513428");
        play(565, "513428");
        await().atMost(10, SECONDS).until(() -> hooks.messages("/ops").size() == 2);
        assertThat(ids()).hasSize(1);

        hooks.forget();
        hooks.answers("/ops", exchange -> {
            hooks.answers("/ops", HookServer.status(200));
            await().pollDelay(config.timeout().plusMillis(500)).until(() -> true);
        });
        for (int i = 0; i < 3; i++) {
            stage.playOnPlan();
        }
        await().atMost(15, SECONDS).until(() -> hooks.messages("/ops").size() == 2);
        assertThat(ids()).hasSize(1);
        assertThat(hooks.messages("/ops").get(1).alerts()).containsExactly("513428 resolved");
    }

    @Test
    @Order(7)
    void a_redirection_is_not_followed_and_an_endless_answer_is_cut_off() {
        hooks.answers("/ops", exchange -> {
            exchange.getResponseHeaders().add("Location", hooks.url("/elsewhere"));
            exchange.sendResponseHeaders(307, -1);
        });
        play(565, "513428");
        play(565, "513428");
        await().atMost(10, SECONDS).until(() -> hooks.messages("/ops").size() > 1);
        assertThat(hooks.messages("/elsewhere")).isEmpty();

        hooks.forget();
        hooks.answers("/ops", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[8192];
            while (true) {
                exchange.getResponseBody().write(much);
            }
        });
        await().atMost(10, SECONDS).until(() -> hooks.messages("/ops").size() == 1);
        quiet();
        assertThat(hooks.messages("/ops")).hasSize(1);
    }

    @Test
    @Order(8)
    void inhibited_counties_are_not_told_and_not_ended_either() {
        hooks.forget();
        String[] sichuan = campaign.units().countiesIn("51").toArray(String[]::new);
        play(200, sichuan);
        play(200, sichuan);
        assertThat(stage.alert("county-behind-schedule:513428:resettlement").getString("state"))
                .isEqualTo("FIRING");
        quiet();

        List<String> told = hooks.messages("/ops").stream()
                .flatMap(message -> message.alerts().stream())
                .toList();
        assertThat(told).containsExactly("51 firing");
        String other = campaign.units().countiesIn("51").stream()
                .filter(county -> !List.of("513428", "513429").contains(county))
                .findFirst()
                .orElseThrow();
        var quiet = stage.reader("/v1/alerts/county-behind-schedule:" + other + ":resettlement/explain");
        assertThat(quiet.getList("untold.receiver")).containsExactlyInAnyOrder("ops", "am");
        assertThat(quiet.getList("untold.because")).containsOnly("SUPPRESSED");
        assertThat(stage.reader("/v1/alerts/province-behind-schedule:51:resettlement/explain")
                        .getList("untold"))
                .as("both receivers know it")
                .isEmpty();
        assertThat(stage.reader("/v1/alerts/county-silent:513428:/explain").getList("untold.because"))
                .containsExactly("NOT_ACTIVE");
        assertThat(stage.reader("/v1/alerts/county-behind-schedule:513428:resettlement/explain?asOf=2020-05-26")
                        .<Object>get("untold"))
                .isNull();
    }

    @Test
    @Order(9)
    void an_explanation_names_the_messages_and_the_metrics_count_them() {
        assertThat(stage.text("SELECT count(*) FROM notification WHERE acknowledged_at IS NOT NULL"
                        + " AND receiver = 'ops' AND alerts @> ARRAY['" + BUTUO + "']"))
                .isEqualTo("5");
        assertThat(stage.reader("/v1/alerts/" + BUTUO + "/explain").getList("notifications.sink"))
                .contains("ops", "county-alerts", "county-alert-state");
        String metrics = given().when()
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(metrics)
                .contains("alert_deliveries_total{outcome=\"acknowledged\",sink=\"ops\"}")
                .contains("alert_deliveries_total{outcome=\"failed\",sink=\"ops\"}")
                .contains("alert_notification_oldest_seconds{receiver=\"ops\"}")
                .contains("alert_outbox_oldest_seconds");
    }

    @Test
    @Order(10)
    void an_alertmanager_is_told_again_and_again_what_fires_and_once_that_it_is_over() {
        Instant tomorrow = Instant.now().plusSeconds(20 * 3600);
        await().atMost(20, SECONDS).until(() -> endsOf("51").size() > 1);
        assertThat(endsOf("51")).allMatch(end -> end.isAfter(tomorrow));

        for (int i = 0; i < 3; i++) {
            stage.playOnPlan();
        }
        await().atMost(20, SECONDS).until(() -> endsOf("51").stream().anyMatch(end -> end.isBefore(tomorrow)));
        hooks.forget();
        quiet();
        assertThat(endsOf("51")).isEmpty();
    }

    @Test
    @Order(11)
    void no_address_no_secret_and_no_body_is_in_a_log() {
        assertThat(logged)
                .anyMatch(line -> line.contains("event=notification_failed"))
                .noneMatch(line -> line.contains(hooks.url("/")))
                .noneMatch(line -> line.contains("secret-of-ops"))
                .noneMatch(line -> line.contains("commonLabels"));
    }

    /** Keeps what is logged. */
    private static final class Listening extends Handler {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getMessage() + " " + Arrays.toString(line.getParameters()) + " " + line.getThrown());
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** Until when the Alertmanager is to believe that a unit's alert fires, in the order in which it was told. */
    private List<Instant> endsOf(String unit) {
        return hooks.messages("/am/api/v2/alerts").stream()
                .flatMap(message -> StreamSupport.stream(message.json().spliterator(), false))
                .filter(alert -> alert.at("/labels/unit").asText().equals(unit))
                .map(alert -> Instant.parse(alert.get("endsAt").asText()))
                .toList();
    }

    private Set<String> ids() {
        return hooks.messages("/ops").stream().map(HookServer.Message::id).collect(Collectors.toSet());
    }

    private String secretFile() {
        return rules.receivers().get(0).webhook().secretFile();
    }

    /** Long enough for several looks and tries, and until everybody knows everything. */
    private void quiet() {
        await().atMost(15, SECONDS)
                .until(() -> stage.text("SELECT (SELECT seen = (SELECT max(id) FROM outbox) FROM notification_look)"
                                + " AND NOT EXISTS (SELECT 1 FROM notification_group WHERE news_at IS NOT NULL"
                                + " OR due_at < now() OR claimed_by IS NOT NULL)")
                        .equals("t"));
    }

    private static String signature(String secret, HookServer.Message message) {
        return Signature.of(
                List.of(secret.getBytes(StandardCharsets.UTF_8)), Long.parseLong(message.timestamp()), message.body());
    }

    private void play(long done, String... counties) {
        stage.play("resettlement", done, county -> List.of(counties).contains(county.code()));
    }

    private String silence() {
        return manager()
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "county",
                        "513429",
                        "reason",
                        "flood",
                        "end",
                        Instant.now().plusSeconds(3600).toString()))
                .when()
                .post("/v1/silences")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static io.restassured.specification.RequestSpecification manager() {
        return given().auth().oauth2(Tokens.changed(claims -> {
            claims.setStringListClaim("counties", List.of("*"));
            claims.setStringClaim("scope", "alerts:read alerts:manage");
        }));
    }
}
