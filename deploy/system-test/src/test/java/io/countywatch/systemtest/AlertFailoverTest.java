package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two packaged replicas of alert-service that are killed at the worst moments. Decisions are made once, deliveries at
 * least once with one id, and in the end everybody knows what is so. The campaign's days go on from test to test; a
 * county is silent or not, which fires or ends its alert on the same day.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("guarantees")
class AlertFailoverTest {

    private static final String RULES =
            """
            rules:
              - { id: county-silent, raise: { evaluations: 1 }, clear: { evaluations: 1 } }
              - id: pipeline-stale
            inhibit:
              - { source: pipeline-stale, target: "*" }
            routes:
              - { groupBy: [rule, province], wait: 0s, interval: 0s, receivers: [ops] }
            receivers:
              - { name: ops, webhook: { url: "%s" } }
            tests:
              - { name: silence, rule: county-silent, days: [{ silent: true, expect: FIRING }] }
              - { name: the pipeline, rule: pipeline-stale, days: [{ stale: true, expect: FIRING }] }
            """;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = 20_201_123;

    @TempDir
    static Path folder;

    private static WebhookReceiver receiver;
    private static AlertReplicas alerts;
    private static List<String> counties;
    private static LocalDate day = LocalDate.of(2020, 3, 1);
    private static PublishedDays days;
    private static Set<String> silent = Set.of();

    /** What must have been decided, by alert. */
    private static final Map<String, List<String>> DECISIONS = new TreeMap<>();

    @BeforeAll
    static void two_replicas() throws IOException {
        receiver = new WebhookReceiver();
        alerts = new AlertReplicas(folder, RULES.formatted(receiver.url()));
        counties = alerts.counties();
        days = new PublishedDays(alerts.kafka().bootstrapServers());
        await().atMost(Duration.ofSeconds(20)).until(() -> alerts.evaluator() >= 0);
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
    void killed_in_the_middle_of_a_tick_nothing_of_it_is_there_and_the_other_replica_decides() throws SQLException {
        int evaluator = alerts.evaluator();
        try (Connection database = alerts.database()) {
            database.setAutoCommit(false);
            // The tick has written its assessments and alerts; it cannot go on to the transitions.
            database.createStatement().execute("LOCK TABLE transition IN SHARE MODE");
            play(0, 1, 2);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Integer.parseInt(alerts.column("SELECT count(*) FROM pg_locks l JOIN pg_class c"
                                            + " ON c.oid = l.relation WHERE c.relname = 'transition' AND NOT l.granted")
                                    .get(0))
                            > 0);
            alerts.kill(evaluator);
            database.rollback();
        }

        awaitEverythingKnown();
        assertThat(alerts.evaluator()).isEqualTo(1 - evaluator);
        restart(evaluator);
    }

    @Test
    @Order(2)
    void killed_between_decision_and_delivery_the_other_replica_delivers() {
        int evaluator = alerts.evaluator();
        receiver.answers(503);
        play(0, 3);
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> evaluated(day));
        // Nothing more gets out to either side until it is dead.
        alerts.kafka().process().signal("STOP");
        try {
            alerts.kill(evaluator);
        } finally {
            alerts.kafka().process().signal("CONT");
        }
        receiver.answers(200);

        awaitEverythingKnown();
        restart(evaluator);
    }

    @Test
    @Order(3)
    void killed_during_a_delivery_the_message_comes_again_with_the_same_id() {
        CountDownLatch open = new CountDownLatch(1);
        int before = receiver.messages().size();
        receiver.holdsUntil(open);
        play(4);
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.messages().size() > before);
        // Whoever sends: both are killed while the receiver has it and has not answered.
        alerts.kill(0);
        alerts.kill(1);
        receiver.holdsUntil(null);
        open.countDown();
        int cut = receiver.messages().size();
        restart(0);
        restart(1);

        awaitEverythingKnown();
        List<String> cutOff = ids(receiver.messages().subList(before, cut));
        assertThat(ids(receiver.messages().subList(cut, receiver.messages().size())))
                .containsAll(cutOff);
    }

    @Test
    @Order(4)
    void a_replica_that_stood_still_and_comes_back_tells_nothing_twice() {
        int evaluator = alerts.evaluator();
        alerts.process(evaluator).signal("STOP");
        try {
            play(0, 5);
            await().atMost(Duration.ofSeconds(30)).until(() -> evaluated(day));
        } finally {
            alerts.process(evaluator).signal("CONT");
        }
        awaitEverythingKnown();
    }

    @Test
    @Order(5)
    void killed_at_any_moment_for_days_decisions_are_made_once_and_everybody_knows_them() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5; round++) {
            // No county often enough to flap.
            int first = 6 + 5 * round;
            Set<Integer> now = new TreeSet<>();
            for (int county = first; county < first + 5; county++) {
                if (random.nextBoolean()) {
                    now.add(county);
                }
            }
            receiver.answers(random.nextInt(3) == 0 ? 503 : 200);
            play(now.stream().mapToInt(Integer::intValue).toArray());
            pause(random.nextInt(700));
            int victim = random.nextInt(2);
            alerts.kill(victim);
            pause(random.nextInt(300));
            play(now.stream().skip(1).mapToInt(Integer::intValue).toArray());
            restart(victim);
        }
        receiver.answers(200);
        awaitEverythingKnown();
    }

    @Test
    @Order(6)
    void a_source_that_fails_is_one_message_also_after_a_restart_and_speaks_for_what_fires_at_start_up() {
        play();
        awaitEverythingKnown();
        int before = receiver.messages().size();
        // The figures of one county stay away.
        LocalDate ahead = day.plusDays(3);
        days.publish(counties.subList(1, counties.size()), Set.of(), ahead);
        await().atMost(Duration.ofSeconds(30)).until(() -> receiver.firing().contains("pipeline-stale CN"));
        alerts.kill(0);
        alerts.kill(1);
        // Then a day of which everything is known, with alerts that the stale figures speak for.
        play(50, 51);
        restart(0);
        restart(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> evaluated(day));
        await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
        assertThat(new TreeSet<>(texts(before))).containsExactly("pipeline-stale CN firing");

        day = ahead;
        days.publish(counties, silent, day);
        DECISIONS.put("pipeline-stale:CN:", List.of("raised", "resolved"));
        awaitEverythingKnown();
        assertThat(texts(before))
                .contains("pipeline-stale CN resolved", "county-silent " + counties.get(51) + " firing");
    }

    @Test
    @Order(7)
    void all_of_it_adds_up() throws IOException {
        // Every day exactly once, whoever evaluated it.
        assertThat(alerts.column("SELECT day FROM tick WHERE assessments > 0 GROUP BY day HAVING count(*) > 1"))
                .isEmpty();
        assertThat(Integer.parseInt(
                        alerts.column("SELECT count(DISTINCT epoch) FROM tick").get(0)))
                .isGreaterThan(3);
        Map<String, List<String>> decided = new TreeMap<>();
        for (String line : alerts.column("SELECT alert || ' ' || kind FROM transition ORDER BY alert, sequence")) {
            String[] parts = line.split(" ");
            decided.computeIfAbsent(parts[0], alert -> new ArrayList<>()).add(parts[1]);
        }
        assertThat(decided).isEqualTo(DECISIONS);

        // On the topic: each at least once, first seen in its order, the same under the same id.
        Map<String, String> seen = new HashMap<>();
        Map<String, List<String>> told = new TreeMap<>();
        for (ConsumerRecord<String, String> message :
                WholeTopic.read(alerts.kafka().bootstrapServers(), "county-alerts.v1")) {
            JsonNode event = JSON.readTree(message.value());
            String earlier = seen.put(event.get("id").asText(), message.value());
            if (earlier == null) {
                told.computeIfAbsent(message.key(), alert -> new ArrayList<>())
                        .add(event.at("/data/transition").asText());
            } else {
                assertThat(message.value()).isEqualTo(earlier);
            }
        }
        assertThat(told).isEqualTo(DECISIONS);

        // To the receiver: one id, one content.
        Map<String, List<String>> contents = new LinkedHashMap<>();
        for (WebhookReceiver.Message message : receiver.messages()) {
            assertThat(contents.computeIfAbsent(message.id(), id -> message.alerts()))
                    .isEqualTo(message.alerts());
        }
        assertThat(alerts.column("SELECT id FROM notification WHERE acknowledged_at IS NOT NULL"))
                .isSubsetOf(contents.keySet());
    }

    /** The next day: these counties are silent, by their place in the list. */
    private static void play(int... places) {
        Set<String> now = new TreeSet<>();
        for (int place : places) {
            now.add(counties.get(place));
        }
        day = day.plusDays(1);
        days.publish(counties, now, day);
        decide(now);
    }

    private static void decide(Set<String> now) {
        for (String county : counties) {
            if (now.contains(county) != silent.contains(county)) {
                DECISIONS
                        .computeIfAbsent("county-silent:" + county + ":", alert -> new ArrayList<>())
                        .add(now.contains(county) ? "raised" : "resolved");
            }
        }
        silent = now;
    }

    private static void restart(int replica) {
        alerts.start(replica);
        alerts.awaitReady(replica);
    }

    private static boolean evaluated(LocalDate wanted) {
        return !alerts.column("SELECT 1 FROM tick WHERE assessments > 0 AND day = '" + wanted + "'")
                .isEmpty();
    }

    /** The day is evaluated, everything is on the topics, and the receiver believes what is so. */
    private static void awaitEverythingKnown() {
        Set<String> expected =
                silent.stream().map(county -> "county-silent " + county).collect(Collectors.toCollection(TreeSet::new));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(evaluated(day)).isTrue();
            assertThat(alerts.column("SELECT id FROM outbox WHERE done_at IS NULL"))
                    .isEmpty();
            assertThat(receiver.firing()).isEqualTo(expected);
        });
    }

    private static List<String> ids(List<WebhookReceiver.Message> messages) {
        return messages.stream().map(WebhookReceiver.Message::id).distinct().toList();
    }

    private static List<String> texts(int from) {
        List<WebhookReceiver.Message> messages = receiver.messages();
        return messages.subList(from, messages.size()).stream()
                .flatMap(message -> message.alerts().stream())
                .toList();
    }

    private static void pause(int millis) {
        await().pollDelay(millis, TimeUnit.MILLISECONDS).until(() -> true);
    }
}
