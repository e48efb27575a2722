package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users of other systems complain about most, with two packaged replicas beside a real broker and a real database.
 * Duplicates, what inhibited alerts do at start-up and a source that fails are in {@link AlertFailoverTest}. Each test
 * has a county of its own; the campaign's days go on from test to test.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("guarantees")
class AlertComplaintsTest {

    private static final String REST =
            """
              - id: pipeline-stale
            inhibit:
              - { source: pipeline-stale, target: "*" }
            routes:
              - { groupBy: [rule, unit], wait: 0s, interval: 0s, receivers: [ops] }
            receivers:
              - { name: ops, webhook: { url: "%s" } }
            tests:
              - { name: the pipeline, rule: pipeline-stale, days: [{ stale: true, expect: FIRING }] }
            """;
    private static final String SILENT =
            "rules:\n  - { id: county-silent, raise: { evaluations: 1 }, clear: " + "{ evaluations: %d } }\n";
    private static final String SILENT_TESTED =
            "  - { name: silence, rule: county-silent, days: [{ silent: true, expect: FIRING }] }\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static WebhookReceiver receiver;
    private static AlertReplicas alerts;
    private static List<String> counties;
    private static PublishedDays days;
    private static LocalDate day = LocalDate.of(2020, 3, 1);

    @BeforeAll
    static void two_replicas() throws IOException {
        receiver = new WebhookReceiver();
        alerts = new AlertReplicas(folder, rules(1));
        counties = alerts.counties();
        days = new PublishedDays(alerts.kafka().bootstrapServers());
        await().atMost(Duration.ofSeconds(20)).until(() -> alerts.evaluator() >= 0);
        play();
    }

    @AfterAll
    static void leave_nothing() {
        if (alerts != null) {
            alerts.close();
        }
        receiver.close();
    }

    @Test
    @Order(1)
    void an_alert_that_goes_up_and_down_is_told_three_times_and_then_no_more_whoever_evaluates() {
        for (int rise = 0; rise < 3; rise++) {
            play(0);
            awaitBelieved(0);
            int evaluator = alerts.evaluator();
            alerts.kill(evaluator);
            play();
            awaitBelieved();
            restart(evaluator);
        }
        play(0);

        for (int replica = 0; replica < 2; replica++) {
            assertThat(alert(replica, 0).get("state").asText()).isEqualTo("FIRING");
            assertThat(alert(replica, 0).get("suppression").toString()).isEqualTo("[\"FLAPPING\"]");
        }
        play();
        awaitToldToTopics();
        assertThat(told(0)).containsExactly("firing", "resolved", "firing", "resolved", "firing", "resolved");
        assertThat(transitions(0))
                .as("the topics hide nothing")
                .containsExactly(
                        "raised", "resolved", "raised", "resolved", "raised", "resolved", "raised", "resolved");
    }

    @Test
    @Order(2)
    void who_has_taken_an_alert_on_is_known_to_both_replicas_and_after_a_failover() {
        play(1);
        awaitBelieved(1);
        int evaluator = alerts.evaluator();
        String until = Instant.now().plusSeconds(3600).toString();

        HttpResponse<String> taken = alerts.ask(
                1 - evaluator,
                "/v1/alerts/" + id(1) + "/ack",
                "{\"until\":\"" + until + "\",\"reason\":\"on my way\"}");

        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(alert(evaluator, 1).at("/acknowledgement/by").asText()).isEqualTo("ops-1");
        alerts.kill(evaluator);
        play(1);
        assertThat(alert(1 - evaluator, 1).at("/acknowledgement/reason").asText())
                .isEqualTo("on my way");
        restart(evaluator);
        play();
        awaitBelieved();
        assertThat(alerts.column("SELECT ended_because FROM acknowledgement")).containsExactly("ended");
        assertThat(told(1)).as("taking it on hides no end").containsExactly("firing", "resolved");
    }

    @Test
    @Order(3)
    void a_resolved_that_falls_into_a_silence_and_a_restart_is_told() {
        play(2);
        awaitBelieved(2);
        String silence = "{\"county\":\"%s\",\"reason\":\"flood\",\"end\":\"%s\"}"
                .formatted(counties.get(2), Instant.now().plusSeconds(3600));
        assertThat(alerts.ask(0, "/v1/silences", silence).statusCode()).isEqualTo(201);
        assertThat(alert(1, 2).get("suppression").toString()).isEqualTo("[\"SILENCED\"]");

        receiver.answers(503);
        play();
        alerts.kill(0);
        alerts.kill(1);
        receiver.answers(200);
        restart(0);
        restart(1);

        awaitBelieved();
        assertThat(told(2)).containsExactly("firing", "resolved");
    }

    @Test
    @Order(4)
    void a_receiver_that_is_down_over_fire_end_and_fire_learns_that_it_fires_once() {
        receiver.answers(503);
        play(3);
        play();
        alerts.kill(alerts.evaluator());
        play(3);
        receiver.answers(200);

        awaitBelieved(3);
        restart(alerts.process(0).isAlive() ? 1 : 0);
        play();
        awaitBelieved();
        assertThat(told(3)).containsExactly("firing", "resolved");
        assertThat(transitions(3)).containsExactly("raised", "resolved", "raised", "resolved");
    }

    @Test
    @Order(5)
    void rules_are_tried_on_history_and_either_replica_answers_the_same() throws IOException {
        String wanted = "{\"from\":\"2020-03-02\",\"to\":\"%s\",\"knownAt\":\"asRecorded\"}".formatted(day);

        JsonNode one = JSON.readTree(alerts.ask(0, "/v1/backtests", wanted).body());
        JsonNode other = JSON.readTree(alerts.ask(1, "/v1/backtests", wanted).body());

        assertThat(one).isEqualTo(other);
        int raised =
                alerts.column("SELECT 1 FROM transition WHERE kind = 'raised'").size();
        assertThat(one.at("/fires").asInt()).isEqualTo(raised);
    }

    @Test
    @Order(5)
    void a_stream_that_breaks_off_with_its_replica_goes_on_at_the_other_without_a_gap_or_a_repetition() {
        play(6);
        play();
        awaitBelieved();
        int before = positions().size();
        List<String> seen = new ArrayList<>(alerts.streamed(0, "0", before - 1));
        alerts.kill(0);
        play(6);
        play();
        awaitBelieved();

        int missed = positions().size() - seen.size();
        seen.addAll(alerts.streamed(1, seen.get(seen.size() - 1), missed));

        restart(0);
        assertThat(missed).isGreaterThan(2);
        assertThat(seen).isEqualTo(positions());
    }

    private static List<String> positions() {
        return alerts.column("SELECT position FROM transition ORDER BY position");
    }

    @Test
    @Order(6)
    void rules_that_change_while_an_alert_fires_judge_the_next_day_and_tell_nothing_twice() throws IOException {
        play(4);
        awaitBelieved(4);

        rolling(rules(2));
        play(4);
        play();
        assertThat(alert(0, 4).get("state").asText()).isEqualTo("RECOVERING");
        play();
        awaitBelieved();
        assertThat(told(4)).containsExactly("firing", "resolved");

        play(5);
        awaitBelieved(5);
        rolling("rules:\n" + REST.formatted(receiver.url()));
        play(5);
        awaitBelieved();
        assertThat(told(5)).containsExactly("firing", "resolved");
        assertThat(transitions(5)).containsExactly("raised", "resolved");
    }

    @Test
    @Order(7)
    void one_id_has_one_content_and_every_day_was_evaluated_once() {
        Map<String, List<String>> contents = new HashMap<>();
        for (WebhookReceiver.Message message : receiver.messages()) {
            assertThat(contents.computeIfAbsent(message.id(), id -> message.alerts()))
                    .isEqualTo(message.alerts());
        }
        assertThat(alerts.column("SELECT day FROM tick WHERE assessments > 0 GROUP BY day HAVING count(*) > 1"))
                .isEmpty();
    }

    /** The next day: these counties are silent, by their place in the list. */
    private static void play(int... places) {
        Set<String> silent = new TreeSet<>();
        for (int place : places) {
            silent.add(counties.get(place));
        }
        day = day.plusDays(1);
        days.publish(counties, silent, day);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !alerts.column("SELECT 1 FROM tick WHERE assessments > 0 AND day = '" + day + "'")
                        .isEmpty());
    }

    private static void awaitBelieved(int... places) {
        Set<String> expected = new TreeSet<>();
        for (int place : places) {
            expected.add("county-silent " + counties.get(place));
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(receiver.firing()).isEqualTo(expected));
    }

    private static void awaitToldToTopics() {
        await().atMost(Duration.ofSeconds(60)).until(() -> alerts.column("SELECT id FROM outbox WHERE done_at IS NULL")
                .isEmpty());
    }

    /** What the receiver took about a county, each message once. */
    private static List<String> told(int place) {
        String about = "county-silent " + counties.get(place) + " ";
        Set<String> seen = new TreeSet<>();
        return receiver.messages().stream()
                .filter(message -> seen.add(message.id()))
                .flatMap(message -> message.alerts().stream())
                .filter(alert -> alert.startsWith(about))
                .map(alert -> alert.substring(about.length()))
                .collect(Collectors.toList());
    }

    private static List<String> transitions(int place) {
        return alerts.column("SELECT kind FROM transition WHERE alert = '" + id(place)
                + "' AND kind <> 'recovering' ORDER BY sequence");
    }

    private static String id(int place) {
        return "county-silent:" + counties.get(place) + ":";
    }

    private static JsonNode alert(int replica, int place) {
        try {
            return JSON.readTree(
                    alerts.ask(replica, "/v1/alerts/" + id(place), null).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param clear evaluations until an alert about silence ends */
    private static String rules(int clear) {
        return SILENT.formatted(clear) + REST.formatted(receiver.url()) + SILENT_TESTED;
    }

    /** Other rules, one replica after the other. */
    private static void rolling(String rules) throws IOException {
        alerts.rules(rules);
        for (int replica = 0; replica < 2; replica++) {
            alerts.stop(replica);
            restart(replica);
        }
    }

    private static void restart(int replica) {
        alerts.start(replica);
        alerts.awaitReady(replica);
    }
}
