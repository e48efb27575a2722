package io.countywatch.alert.evaluation;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.alert.TestServers;
import io.countywatch.alert.Tokens;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Lifecycle;
import io.countywatch.alert.rules.Facts;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.Snapshots;
import io.countywatch.alert.snapshot.Villages;
import io.countywatch.alert.startup.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What people do with alerts, between real servers. The campaign's days go on from test to test. */
@QuarkusTest
@QuarkusTestResource(value = TestServers.class, restrictToAnnotatedClass = true)
class HandlingTest extends OnStage {

    private static final String BUTUO = "county-behind-schedule:513429:resettlement";
    private static final String PUGE = "county-behind-schedule:513428:resettlement";
    private static final String SICHUAN = "province-behind-schedule:51:resettlement";

    @Inject
    Villages villages;

    @Inject
    Evaluator.Setting setting;

    @Inject
    Evaluator.Services services;

    @Test
    @Order(1)
    void whoever_takes_an_alert_on_is_named_with_it_everywhere() {
        play(565, "513429");
        play(565, "513429");

        acknowledge(BUTUO, "5134*", inSeconds(3600), "on my way to the county").statusCode(200);

        assertThat(stage.alert(BUTUO).getString("acknowledgement.by")).isEqualTo("ops-1");
        assertThat(stage.reader("/v1/alerts").getString("items[0].acknowledgement.reason"))
                .isEqualTo("on my way to the county");
        assertThat(stage.alert(BUTUO).getString("state")).isEqualTo("FIRING");
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(stage.told("county-alert-state.v1", BUTUO))
                .last()
                .extracting(state -> state.at("/acknowledgement/severity").asText())
                .isEqualTo("warning"));
        assertThat(stage.transitions(BUTUO)).containsExactly("pending", "raised");
    }

    @Test
    @Order(2)
    void a_rise_of_severity_cancels_an_acknowledgement() {
        play(565, "513429");
        assertThat(stage.alert(BUTUO).getString("acknowledgement.by")).isEqualTo("ops-1");

        play(300, "513429");

        assertThat(stage.alert(BUTUO).getString("severity")).isEqualTo("critical");
        assertThat(stage.alert(BUTUO).getString("acknowledgement")).isNull();
        assertThat(stage.text("SELECT ended_because FROM acknowledgement")).isEqualTo("severity-rose");
        assertThat(stage.alert(BUTUO).getString("escalation")).isEqualTo("province");
    }

    @Test
    @Order(3)
    void an_acknowledgement_ends_by_itself_or_is_given_back() {
        acknowledge(BUTUO, "*", Instant.now().plusMillis(1500), "a moment").statusCode(200);
        await().atMost(10, SECONDS).until(() -> stage.alert(BUTUO).getString("acknowledgement") == null);

        acknowledge(BUTUO, "*", inSeconds(60), "again").statusCode(200);
        manager("*").when().delete("/v1/alerts/" + BUTUO + "/ack").then().statusCode(204);
        manager("*").when().delete("/v1/alerts/" + BUTUO + "/ack").then().statusCode(404);

        assertThat(stage.alert(BUTUO).getString("acknowledgement")).isNull();
        assertThat(stage.text("SELECT string_agg(ended_because, ',' ORDER BY created_at) FROM acknowledgement"))
                .isEqualTo("severity-rose,expired,given-back");
    }

    @Test
    @Order(4)
    void taking_on_needs_the_scope_the_county_an_end_and_a_reason() {
        acknowledge(BUTUO, "52*", inSeconds(60), "not mine").statusCode(404);
        acknowledge(BUTUO, "*", null, "without end").statusCode(400);
        acknowledge(BUTUO, "*", inSeconds(-5), "in the past").statusCode(400);
        acknowledge(BUTUO, "*", inSeconds(60), " ").statusCode(400);
        acknowledge(BUTUO, "*", inSeconds(60), "call 13812345678").statusCode(400);
        acknowledge("county-silent:513429:", "*", inSeconds(60), "no such alert")
                .statusCode(404);
        given().auth()
                .oauth2(Tokens.reader("*"))
                .contentType(ContentType.JSON)
                .body(Map.of("until", inSeconds(60).toString(), "reason", "only a reader"))
                .when()
                .post("/v1/alerts/" + BUTUO + "/ack")
                .then()
                .statusCode(403);
        manager("*")
                .contentType(ContentType.JSON)
                .body("{\"until\":\"canary\",\"canary\":1")
                .when()
                .post("/v1/alerts/" + BUTUO + "/ack")
                .then()
                .statusCode(400);
    }

    @Test
    @Order(5)
    void a_silence_is_shown_hides_nothing_and_loses_no_resolved() {
        String id = silence("5134*", Map.of("county", "513429", "reason", "flood", "end", inSeconds(3600)))
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(stage.alert(BUTUO).getList("suppression")).containsExactly("SILENCED");
        assertThat(stage.alert(BUTUO).getList("silencedBy")).containsExactly(id);
        assertThat(stage.alert(BUTUO).getString("state")).isEqualTo("FIRING");

        for (int i = 0; i < 3; i++) {
            stage.playOnPlan();
        }

        assertThat(stage.alert(BUTUO).getString("state")).isEqualTo("RESOLVED");
        stage.awaitAllTold();
        assertThat(stage.transitions(BUTUO))
                .containsExactly("pending", "raised", "severity-rose", "recovering", "resolved");
        manager("5134*").when().delete("/v1/silences/" + id).then().statusCode(204);
        assertThat(stage.reader("/v1/silences").getList("items")).isEmpty();
        stage.awaitAllTold();
        assertThat(stage.transitions(BUTUO)).hasSize(5);
        assertThat(stage.told("county-alert-state.v1", BUTUO))
                .last()
                .extracting(state -> state.get("state").asText())
                .isEqualTo("RESOLVED");
    }

    @Test
    @Order(6)
    void a_silence_needs_owner_reason_end_matcher_and_scope() {
        Instant end = inSeconds(60);
        silence("*", Map.of("county", "513429", "end", end)).statusCode(400);
        silence("*", Map.of("county", "513429", "reason", "no end")).statusCode(400);
        silence("*", Map.of("reason", "everything", "end", end)).statusCode(400);
        silence("*", Map.of("county", "513429", "reason", "long", "end", inSeconds(100 * 86_400)))
                .statusCode(400);
        silence("*", Map.of("reason", "r", "end", end, "severity", "canary")).statusCode(400);
        silence("*", Map.of("reason", "r", "end", end, "county", "513429", "canary", 1))
                .statusCode(400);
        silence("52*", Map.of("county", "513429", "reason", "not mine", "end", end))
                .statusCode(404);
        silence("51*", Map.of("rule", "county-silent", "reason", "too wide", "end", end))
                .statusCode(404);
        String id = silence("51*", Map.of("province", "51", "reason", "holiday", "end", end))
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(given().auth()
                        .oauth2(Tokens.reader("52*"))
                        .when()
                        .get("/v1/silences")
                        .jsonPath()
                        .getList("items"))
                .isEmpty();
        manager("52*").when().delete("/v1/silences/" + id).then().statusCode(404);
        manager("51*").when().delete("/v1/silences/" + id).then().statusCode(204);
    }

    @Test
    @Order(7)
    void a_province_speaks_for_its_counties_and_is_told_before_them() {
        String[] sichuan = campaign.units().countiesIn("51").toArray(String[]::new);
        play(200, sichuan);
        play(200, sichuan);

        assertThat(stage.alert(SICHUAN).getString("state")).isEqualTo("FIRING");
        assertThat(stage.alert(SICHUAN).getList("suppression")).isEmpty();
        assertThat(stage.alert(PUGE).getString("state")).isEqualTo("FIRING");
        assertThat(stage.alert(PUGE).getList("suppression")).containsExactly("INHIBITED");
        assertThat(stage.alert(PUGE).getList("inhibitedBy")).containsExactly(SICHUAN);
        assertThat(stage.reader("/v1/alerts/" + PUGE + "/explain").getList("suppression.by"))
                .containsExactly(SICHUAN);
        LocalDate inhibited = stage.day;
        for (String path : new String[] {"", "/history", "/explain", "/explain?asOf=" + inhibited, "?county=513428"}) {
            String own = given().auth()
                    .oauth2(Tokens.reader("513428"))
                    .get("/v1/alerts" + (path.startsWith("?") ? "" : "/" + PUGE) + path)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            assertThat(own)
                    .as("a county's official gets no hint of the province's alert: " + path)
                    .doesNotContain("province-behind", "INHIBITED", "inhibited by");
        }
        stage.awaitAllTold();
        assertThat(stage.told("county-alerts.v1", PUGE))
                .last()
                .extracting(event -> event.at("/data/suppression/0").asText())
                .isEqualTo("INHIBITED");
        String source =
                "(SELECT done_at FROM outbox WHERE sink = 'county-alerts' AND notification = '" + SICHUAN + "#2')";
        assertThat(stage.text("SELECT count(*) FROM outbox WHERE waits_for = '" + SICHUAN + "#2'"))
                .isEqualTo("7");
        assertThat(stage.text(
                        "SELECT count(*) FROM outbox WHERE waits_for = '" + SICHUAN + "#2' AND done_at < " + source))
                .isEqualTo("0");
    }

    @Test
    @Order(8)
    void a_stale_pipeline_speaks_for_all_also_for_what_a_new_evaluator_tells_first() {
        // As a successor finds it: the pipeline's alert stands in the table.
        stage.execute("INSERT INTO alert (id, rule, unit, measure, province, state, severity, day, sequence, revision,"
                + " memory, before, view, updated_at) SELECT 'pipeline-stale:CN:', 'pipeline-stale', 'CN', '', NULL,"
                + " 'FIRING', 'critical', day, 1, 1, memory, before, view, now() FROM alert WHERE id = '" + SICHUAN
                + "' ON CONFLICT (id) DO UPDATE SET state = 'FIRING', memory = excluded.memory");
        play(200, "513429");

        assertThat(stage.alert(SICHUAN).getList("inhibitedBy")).containsExactly("pipeline-stale:CN:");
        assertThat(stage.alert(SICHUAN).getString("data")).isEqualTo("PIPELINE_STALE");
        stage.execute("DELETE FROM alert WHERE id = 'pipeline-stale:CN:'");
        stage.playOnPlan();
        assertThat(stage.alert(SICHUAN).getList("suppression")).isEmpty();
        assertThat(stage.alert(SICHUAN).getString("data")).isEqualTo("OK");
    }

    @Test
    @Order(10)
    void an_explanation_names_rule_inputs_margins_suppression_and_what_was_told() {
        String path = "/v1/alerts/" + BUTUO + "/explain?asOf=2020-05-27";
        var fired = stage.reader(path);
        assertThat(fired.getString("verdict.says")).isEqualTo("RAISE");
        assertThat(fired.getString("verdict.severity")).isEqualTo("warning");
        assertThat(fired.getString("rule.hash")).startsWith("sha256:");
        assertThat(fired.getString("rule.ruleSetHash"))
                .isEqualTo(setting.rules().hash());
        assertThat(fired.getString("rule.text.clear.lagDays")).isEqualTo("<= 3.0");
        assertThat(fired.getString("inputs.snapshot")).isEqualTo("t2020-05-27");
        assertThat(fired.getInt("inputs.assessment.inForce.remaining")).isEqualTo(75);
        assertThat(fired.getInt("inputs.countyRevision")).isPositive();
        assertThat(fired.getList("thresholds.of")).containsExactly("critical", "warning", "clear");
        assertThat(fired.getList("thresholds.holds")).containsExactly(false, true, false);
        assertThat(fired.getDouble("thresholds[2].checks[0].margin")).isNegative();
        assertThat(fired.getList("notifications.sink")).contains("county-alerts", "county-alert-state");

        // A status has no margin; the thresholds that it comes from have.
        assertThat(fired.getList("ladder.of"))
                .containsExactly("severe", "mild", "OVERDUE", "NOT_STARTED", "CRITICAL", "BEHIND", "WATCH");
        assertThat(fired.getBoolean("ladder[5].holds")).isTrue();
        assertThat(fired.getString("ladder[1].checks[1].needed")).isEqualTo("> 7.0");
        assertThat(fired.getDouble("ladder[1].checks[1].margin")).isPositive();
        assertThat(fired.<String>getList("why")).anyMatch(line -> line.startsWith("CRITICAL needs severe"));

        var quiet = stage.reader("/v1/alerts/county-behind-schedule:513429:status/explain");
        assertThat(quiet.<String>getList("why"))
                .anyMatch(line -> line.startsWith("BEHIND needs") && line.contains("misses gap >= "));
        assertThat(quiet.getString("verdict.says")).isEqualTo("CLEAR");
        assertThat(quiet.getString("state")).isNull();
        assertThat(quiet.getList("why")).contains("it is clear", "warning needs status [BEHIND], it is ON_TRACK");
        assertThat(stage.reader("/v1/alerts/county-silent:513429:/explain").getList("why"))
                .contains("warning needs silent true, it is false");
        for (String id : List.of("county-silent:000000:", "nonsense", "no-such-rule:513429:")) {
            given().auth()
                    .oauth2(Tokens.reader("*"))
                    .when()
                    .get("/v1/alerts/" + id + "/explain")
                    .then()
                    .statusCode(404);
        }
        given().auth().oauth2(Tokens.reader("52*")).when().get(path).then().statusCode(404);
    }

    @Test
    @Order(9)
    void an_explanation_of_a_past_day_shows_how_the_alert_stood_then_and_who_kept_it_quiet_all_the_way() {
        String province = silence(
                        "51*",
                        Map.of(
                                "rule",
                                "province-behind-schedule",
                                "province",
                                "51",
                                "reason",
                                "known to all",
                                "end",
                                inSeconds(3600)))
                .statusCode(201)
                .extract()
                .path("id");
        String[] sichuan = campaign.units().countiesIn("51").toArray(String[]::new);
        play(200, sichuan);
        play(200, sichuan);
        LocalDate then = stage.day;
        var now = stage.reader("/v1/alerts/" + PUGE + "/explain");
        assertThat(now.getString("state.state")).isEqualTo("FIRING");
        assertThat(now.getList("suppression.kind")).containsExactly("INHIBITED", "SILENCED");
        assertThat(now.getList("suppression.of")).containsExactly(PUGE, SICHUAN);
        assertThat(now.getList("why"))
                .contains("it is inhibited by " + SICHUAN, SICHUAN + " is silenced by " + province);

        manager("51*").when().delete("/v1/silences/" + province).then().statusCode(204);
        for (int i = 0; i < 5; i++) {
            stage.playOnPlan();
        }

        assertThat(stage.reader("/v1/alerts/" + PUGE + "/explain").getString("state.state"))
                .isEqualTo("RESOLVED");
        var past = stage.reader("/v1/alerts/" + PUGE + "/explain?asOf=" + then);
        assertThat(past.getString("state.state")).isEqualTo("FIRING");
        assertThat(past.getString("state.day")).isEqualTo(then.toString());
        assertThat(past.<Object>get("state.raising"))
                .as("counters are kept for three days")
                .isNull();
        assertThat(past.getList("suppression.by")).contains(SICHUAN);
        assertThat(past.<String>getList("notifications.id")).isNotEmpty().noneMatch(id -> id.endsWith("#5"));
        var before = stage.reader("/v1/alerts/" + PUGE + "/explain?asOf=2020-05-26");
        assertThat(before.getString("verdict.says")).isEqualTo("CLEAR");
        assertThat(before.<Object>get("state"))
                .as("it had never been raised by then")
                .isNull();
        // What was told on a day is kept for a week: of older days only transitions are.
        stage.awaitAllTold();
        stage.execute("DELETE FROM outbox WHERE alert = '" + PUGE + "'");
        var older = stage.reader("/v1/alerts/" + PUGE + "/explain?asOf=" + then);
        assertThat(older.getString("state.state")).isEqualTo("FIRING");
        assertThat(older.getList("suppression")).isEmpty();
        assertThat(older.<String>getList("why")).anyMatch(line -> line.contains("is not kept any more"));
    }

    @Test
    @Order(9)
    void two_evaluators_that_take_the_lease_from_each_other_tell_everything_once() throws Exception {
        Snapshots same = new Snapshots(
                campaign.units().of(Level.COUNTY).stream().map(Unit::code).collect(Collectors.toSet()));
        Evaluator rival = new Evaluator("rival", setting, new Evaluator.Sources(same, villages), services);
        AtomicBoolean on = new AtomicBoolean(true);
        CompletableFuture<Void> rivalry = CompletableFuture.runAsync(() -> {
            while (on.get()) {
                for (ConsumerRecord<String, String> message :
                        Published.on(infrastructure.bootstrapServers(), "county-metrics.v1")) {
                    same.accept(Json.read(message.value(), SnapshotRecord.class));
                }
                stage.execute("UPDATE lease SET expires_at = '-infinity'");
                rival.turn();
            }
        });
        for (int i = 0; i < 6; i++) {
            play(i % 2 == 0 ? 200 : 640, "513428", "513429");
        }
        on.set(false);
        rivalry.get(30, SECONDS);
        rival.stop();
        stage.awaitAllTold();

        assertThat(stage.text("SELECT count(*) FROM (SELECT alert FROM transition GROUP BY alert"
                        + " HAVING max(sequence) <> count(*)) gaps"))
                .isEqualTo("0");
        List<String> ids = Published.on(infrastructure.bootstrapServers(), "county-alerts.v1").stream()
                .map(message -> Json.tree(message.value()).get("id").asText())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(String.valueOf(ids.size())).isEqualTo(stage.text("SELECT count(*) FROM transition"));
        assertThat(Integer.parseInt(stage.text("SELECT count(DISTINCT epoch) FROM tick")))
                .isGreaterThan(1);
        assertThat(stage.text("SELECT count(*) FROM (SELECT day FROM tick WHERE assessments > 0 GROUP BY day"
                        + " HAVING count(*) > 1) twice"))
                .isEqualTo("0");
    }

    @Test
    @Order(12)
    void a_day_is_provisional_until_three_later_ones_are_evaluated_and_a_revision_names_its_reason() {
        String alert = "county-behind-schedule:622921:village-road";
        stage.play("village-road", 100, county -> county.code().equals("622921"));
        stage.play("village-road", 100, county -> county.code().equals("622921"));
        assertThat(stage.alert(alert).getString("state")).isEqualTo("FIRING");

        stage.publish("village-road", 640, county -> false);
        await().atMost(20, SECONDS)
                .until(() -> stage.alert(alert).getString("state").equals("RETRACTED"));
        LocalDate revised = stage.day;
        stage.playOnPlan();
        stage.playOnPlan();

        var history = stage.reader("/v1/alerts/" + alert + "/history");
        assertThat(history.getList("transitions.transition")).containsExactly("pending", "raised", "retracted");
        assertThat(history.getList("transitions.revised")).containsExactly(false, false, true);
        assertThat(history.getString("transitions[2].reason"))
                .startsWith("late data: ")
                .endsWith(revised + " was evaluated before");
        assertThat(history.getList("transitions.provisional")).containsExactly(false, true, true);
        assertThat(stage.alert(alert).getBoolean("provisional")).isTrue();
        assertThat(stage.reader("/v1/units/622921/assessments?asOf=" + revised).getBoolean("provisional"))
                .isTrue();

        stage.playOnPlan();

        assertThat(stage.reader("/v1/alerts/" + alert + "/history").getList("transitions.provisional"))
                .containsOnly(false);
        assertThat(stage.reader("/v1/assessments?day=" + revised).getBoolean("provisional"))
                .isFalse();
        stage.awaitAllTold();
        assertThat(stage.told("county-alert-state.v1", alert))
                .last()
                .extracting(state -> state.get("state").asText() + " "
                        + state.get("provisional").asText())
                .isEqualTo("RETRACTED false");
    }

    @Test
    @Order(11)
    void the_stream_goes_on_after_the_last_event_that_was_seen_and_shows_only_what_is_ones_own() throws Exception {
        List<String> all = streamed("*", "0", Integer.parseInt(stage.text("SELECT count(*) FROM transition")));
        assertThat(all).isSorted().doesNotHaveDuplicates();

        String middle = all.get(all.size() / 2);
        assertThat(streamed("*", middle, all.size() - all.size() / 2 - 1))
                .isEqualTo(all.subList(all.size() / 2 + 1, all.size()));
        int puge = Integer.parseInt(stage.text("SELECT count(*) FROM transition WHERE alert LIKE '%:513428:%'"));
        assertThat(streamed("513428", "0", puge)).hasSize(puge);
        assertThat(streamedData("513428", puge)).allMatch(line -> line.contains("\"code\":\"513428\""));
        assertThat(streamedData("*", all.size()))
                .as("whoever sees the province is told that it speaks for the county")
                .anyMatch(line -> line.contains("\"code\":\"513428\"") && line.contains(SICHUAN));
        assertThat(streamedData("513428", puge))
                .as("its county's official does not learn of it")
                .noneMatch(line -> line.contains(SICHUAN) || line.contains("INHIBITED"));
        given().auth()
                .oauth2(Tokens.reader("*"))
                .header("Last-Event-ID", "canary")
                .when()
                .get("/v1/alerts/stream")
                .then()
                .statusCode(400);
        given().when().get("/v1/alerts/stream").then().statusCode(401);
    }

    @Test
    @Order(13)
    void the_kept_facts_replay_to_the_same_transitions() {
        Map<String, List<String>> replayed = new TreeMap<>();
        Map<String, Alert> alerts = new TreeMap<>();
        for (String line : Rows.of(
                database,
                "SELECT unit || ' ' || measure || ' ' || about || ' ' || day || ' ' || facts"
                        + " FROM fact ORDER BY day")) {
            String[] parts = line.split(" ", 5);
            Facts facts = Json.read(parts[4], Facts.class);
            for (Rule rule : setting.rules().rules()) {
                AlertId id = new AlertId(rule.id(), parts[0], parts[1]);
                boolean itsLevel = rule.subject() == Rule.Subject.PIPELINE
                        || campaign.units()
                                .get(parts[0])
                                .level()
                                .name()
                                .equals(rule.subject().name());
                if (!rule.about().name().equals(parts[2]) || !itsLevel) {
                    continue;
                }
                var decision = Lifecycle.evaluate(
                        alerts.getOrDefault(id.toString(), Alert.fresh(id)),
                        LocalDate.parse(parts[3]),
                        rule.judge(facts),
                        rule.policy());
                alerts.put(id.toString(), decision.alert());
                decision.transition()
                        .ifPresent(transition -> replayed.computeIfAbsent(id.toString(), alert -> new ArrayList<>())
                                .add(transition.day() + " " + transition.kind()));
            }
        }
        // Steps of escalation come of facts and of who has taken an alert on.
        Map<String, List<String>> told = new TreeMap<>();
        for (String line : Rows.of(
                database,
                "SELECT alert || ' ' || day || ' ' || kind FROM transition WHERE kind <> 'escalated'"
                        + " ORDER BY position")) {
            told.computeIfAbsent(line.split(" ", 2)[0], alert -> new ArrayList<>())
                    .add(line.split(" ", 2)[1]);
        }
        // What a revision took back is not in the facts any more, which it replaced.
        Rows.of(database, "SELECT DISTINCT alert FROM transition WHERE told ->> 'revised' = 'true'")
                .forEach(revised -> {
                    told.remove(revised);
                    replayed.remove(revised);
                });

        assertThat(told).hasSizeGreaterThan(5);
        assertThat(replayed).isEqualTo(told);
    }

    private List<String> streamed(String counties, String lastEventId, int events) throws Exception {
        // In equal lengths, so that they sort as numbers do.
        return lines(counties, lastEventId, "id:", events).stream()
                .map(id -> "0".repeat(18 - id.length()) + id)
                .toList();
    }

    private List<String> streamedData(String counties, int events) throws Exception {
        return lines(counties, "0", "data:", events);
    }

    private List<String> lines(String counties, String lastEventId, String field, int events) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/alerts/stream"))
                .header("Authorization", "Bearer " + Tokens.reader(counties))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", lastEventId)
                .build();
        var answer = HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                .get(10, SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        try (Stream<String> lines = answer.body()) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> line.substring(field.length()).strip())
                    .limit(events)
                    .toList();
        }
    }

    private void play(long done, String... counties) {
        stage.play("resettlement", done, county -> List.of(counties).contains(county.code()));
    }

    private static ValidatableResponse acknowledge(String alert, String counties, Instant until, String reason) {
        return manager(counties)
                .contentType(ContentType.JSON)
                .body(until == null ? Map.of("reason", reason) : Map.of("until", until.toString(), "reason", reason))
                .when()
                .post("/v1/alerts/" + alert + "/ack")
                .then();
    }

    private static ValidatableResponse silence(String counties, Map<String, Object> wanted) {
        return manager(counties)
                .contentType(ContentType.JSON)
                .body(Json.write(wanted))
                .when()
                .post("/v1/silences")
                .then();
    }

    private static io.restassured.specification.RequestSpecification manager(String counties) {
        return given().auth().oauth2(Tokens.changed(claims -> {
            claims.setStringListClaim("counties", List.of(counties));
            claims.setStringClaim("scope", "alerts:read alerts:manage");
        }));
    }

    private static Instant inSeconds(long seconds) {
        return Instant.now().plusSeconds(seconds);
    }
}
