package io.countywatch.alert.evaluation;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.TestServers;
import io.countywatch.alert.Tokens;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.Snapshots;
import io.countywatch.alert.snapshot.Villages;
import io.countywatch.alert.startup.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What late data and new rules do to what was told, and the log that remembers it. Days go on from test to test. */
@QuarkusTest
@QuarkusTestResource(value = TestServers.class, restrictToAnnotatedClass = true)
class HistoryTest extends OnStage {

    private static final LocalDate MAY_26 = LocalDate.of(2020, 5, 26);
    private static final String BUTUO = "county-behind-schedule:513429:resettlement";
    private static final String PUGE = "county-behind-schedule:513428:resettlement";
    private static final String XIJI_SILENT = "county-silent:640422:";
    private static final List<Long> SLOWING = List.of(28L, 36L, 41L, 48L, 55L, 60L, 62L, 46L, 38L, 36L, 30L, 24L, 6L);
    private static LocalDate day = MAY_26.minusDays(1);
    private static long revision;

    @Inject
    Evaluator evaluator;

    @Inject
    Evaluator.Setting setting;

    @Inject
    Evaluator.Services services;

    @Inject
    Villages villages;

    @Test
    @Order(1)
    void late_data_for_the_day_before_retract_what_they_disprove() {
        play(Map.of("513429", this::late));
        play(Map.of("513429", this::late));
        assertThat(stage.alert(BUTUO).getString("state")).isEqualTo("FIRING");

        // On the third day it comes out that everybody had moved by the second.
        play(Map.of("513429", snapshot -> late(snapshot)
                .previous(county("513429", MAY_26.plusDays(1)), late("513429", MAY_26))));

        assertThat(stage.alert(BUTUO).getString("state")).isEqualTo("RETRACTED");
        JsonPath history = stage.reader("/v1/alerts/" + BUTUO + "/history");
        assertThat(history.getList("transitions.transition")).containsExactly("pending", "raised", "retracted");
        assertThat(history.getBoolean("transitions[2].revised")).isTrue();
        assertThat(history.getString("transitions[2].reason"))
                .contains("late data")
                .contains("2020-05-27 was evaluated before");
    }

    @Test
    @Order(2)
    void what_was_known_then_stays_and_the_revision_stands_beside_it() {
        String plan = "assessments.find { it.plan == 'sichuan-resettlement' }.";
        JsonPath then = stage.reader("/v1/units/513429/assessments?asOf=2020-05-27");

        assertThat(then.getString(plan + "status")).isEqualTo("BEHIND");
        assertThat(then.getString(plan + "revision.assessment.status")).isEqualTo("DONE_UNVERIFIED");
        assertThat(then.getString(plan + "revision.reason")).contains("late data");
        JsonPath first = stage.reader("/v1/units/513429/assessments?asOf=2020-05-26");
        assertThat(first.getString(plan + "revision")).isNull();
        JsonPath province = stage.reader("/v1/units/51/assessments?asOf=2020-05-27");
        assertThat(province.getInt(plan + "revision.assessment.inForce.remaining"))
                .isLessThan(province.getInt(plan + "inForce.remaining"));
        JsonPath other = stage.reader("/v1/units/640422/assessments?asOf=2020-05-27");
        assertThat(other.getString("assessments[0].revision")).isNull();
    }

    @Test
    @Order(2)
    void an_explanation_of_a_restated_day_is_of_one_evaluation_and_shows_the_other_beside_it() {
        JsonPath restated = stage.reader("/v1/alerts/" + BUTUO + "/explain?asOf=2020-05-27");

        assertThat(restated.getString("day")).isEqualTo("2020-05-27");
        assertThat(restated.getString("verdict.says")).isEqualTo("CLEAR");
        assertThat(restated.getString("inputs.facts.status")).isEqualTo("DONE_UNVERIFIED");
        assertThat(restated.getString("inputs.assessment.status")).isEqualTo("DONE_UNVERIFIED");
        assertThat(restated.getString("inputs.asRecorded.status")).isEqualTo("BEHIND");
        assertThat(restated.getString("inputs.snapshot")).isEqualTo("t2020-05-28");
        assertThat(restated.<String>getList("why"))
                .contains("late data have restated the day: it is judged by its figures of snapshot t2020-05-28");
        JsonPath before = stage.reader("/v1/alerts/" + BUTUO + "/explain?asOf=2020-05-26");
        assertThat(before.getString("inputs.assessment.status")).isEqualTo("BEHIND");
        assertThat(before.getString("inputs.asRecorded")).isNull();
    }

    @Test
    @Order(3)
    void late_data_for_the_day_before_raise_what_they_prove() {
        LocalDate before = day;
        play(Map.of("513428", snapshot -> late(snapshot).previous(late("513428", before))));

        JsonPath history = stage.reader("/v1/alerts/" + PUGE + "/history");
        assertThat(history.getList("transitions.transition")).containsExactly("raised");
        assertThat(history.getBoolean("transitions[0].revised")).isTrue();
        assertThat(stage.alert(PUGE).getString("since")).isEqualTo(before.toString());
        play(Map.of());
        play(Map.of());
        play(Map.of());
        assertThat(stage.alert(PUGE).getString("state")).isEqualTo("RESOLVED");
    }

    @Test
    @Order(4)
    void a_backtest_as_recorded_knows_no_more_than_was_known_then_and_as_now_everything() {
        JsonPath recorded = backtest(Map.of("units", List.of("513429", "513428"), "knownAt", "asRecorded"))
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath now = backtest(Map.of("units", List.of("513429", "513428"), "knownAt", "asNow"))
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(recorded.getInt("days")).isEqualTo(7);
        assertThat(recorded.getList("transitions.findAll { it.alert == '" + BUTUO + "' }.transition"))
                .containsExactly("pending", "raised", "recovering", "resolved");
        assertThat(recorded.getList("transitions.findAll { it.alert == '" + PUGE + "' }.transition"))
                .containsExactly("pending", "dropped");
        assertThat(recorded.getInt("fires")).isEqualTo(1);

        assertThat(now.getList("transitions.findAll { it.alert == '" + BUTUO + "' }.transition"))
                .containsExactly("pending", "dropped", "pending", "dropped");
        assertThat(now.getList("transitions.findAll { it.alert == '" + PUGE + "' }.transition"))
                .containsExactly("pending", "raised", "recovering", "resolved");
        assertThat(now.getInt("rules.find { it.rule == 'county-behind-schedule' }.fires"))
                .isEqualTo(1);
        assertThat(now.getInt("hoursFiring")).isEqualTo(24 * 3);
    }

    @Test
    @Order(5)
    void a_backtest_tries_other_rules_and_counts_what_each_route_would_have_told() {
        String rules =
                """
                rules:
                  - id: county-behind-schedule
                    raise: { evaluations: 1 }
                    clear: { evaluations: 1 }
                routes:
                  - { match: { severity: warning }, groupBy: [province, rule], receivers: [ops] }
                receivers:
                  - { name: ops, webhook: { url: "https://ops.invalid/hook" } }
                """;

        JsonPath report = backtest(Map.of("rules", rules, "units", List.of("513429", "513428")))
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(report.getInt("fires")).isEqualTo(2);
        assertThat(report.getList("notifications.receivers[0]")).containsExactly("ops");
        assertThat(report.getInt("notifications[0].notifications")).isGreaterThanOrEqualTo(2);
        assertThat(report.getInt("rules[0].outcomes.decided")).isZero();
        assertThat(report.getString("ruleSetHash")).startsWith("sha256:");
    }

    @Test
    @Order(6)
    void a_backtest_says_what_is_wrong_with_it() {
        assertThat(backtest(Map.of("rules", "rules:\n  - { id: county-silent, sevrity: {} }\n"))
                        .statusCode(400)
                        .extract()
                        .asString())
                .contains("rules:2")
                .contains("unknown key");
        String elsewhere = "rules: [{ id: county-silent }]\nthresholds:\n  - { measure: housing, mildLag: 6 }\n";
        assertThat(backtest(Map.of("rules", elsewhere))
                        .statusCode(400)
                        .extract()
                        .asString())
                .contains("rules:3: thresholds: campaign china-2020 has no measure housing");
        backtest(Map.of("from", "2020-06-01", "to", "2020-05-01")).statusCode(400);
        backtest(Map.of("from", "2019-01-01", "to", "2020-05-01")).statusCode(400);
        backtest(Map.of("knownAt", "sometimes")).statusCode(400);
        backtest(Map.of("units", List.of("513429-001"))).statusCode(400);
        backtest(Map.of("units", List.of("000000"))).statusCode(404);
        assertThat(backtest(Map.of()).statusCode(413).extract().asString()).contains("at most 300 days of counties");
        given().auth()
                .oauth2(Tokens.reader("52*"))
                .contentType(ContentType.JSON)
                .body(Map.of("from", "2020-05-26", "to", "2020-05-28", "units", List.of("513429")))
                .when()
                .post("/v1/backtests")
                .then()
                .statusCode(404);
        given().contentType(ContentType.JSON)
                .body("{}")
                .when()
                .post("/v1/backtests")
                .then()
                .statusCode(401);
    }

    @Test
    @Order(7)
    void the_log_of_ticks_replays_to_the_same_bytes() {
        assertThat(replayed()).anyMatch(one -> one.contains("late data"));
    }

    /** What was told, after a replay that must have told the same. */
    private List<String> replayed() {
        List<String> told = Rows.of(database, "SELECT told FROM transition ORDER BY position");
        List<String> payloads = Rows.of(database, "SELECT payload FROM outbox ORDER BY id");

        TickReplay replay = new TickReplay(campaign);
        database.inTransaction(connection -> {
            replay.play(connection);
            return null;
        });

        assertThat(replay.told.stream().map(Json::tree))
                .containsExactlyElementsOf(told.stream().map(Json::tree).toList());
        assertThat(replay.payloads).hasSizeGreaterThan(10).isEqualTo(payloads);
        return told;
    }

    @Test
    @Order(8)
    void what_a_changed_rules_file_no_longer_judges_ends_and_the_rest_goes_on() throws Exception {
        UnaryOperator<CountySnapshot> silent = snapshot -> snapshot.lastReportAt("2020-05-01T00:00:00Z");
        play(Map.of("513429", this::late, "640422", silent));
        play(Map.of("513429", this::late, "640422", silent));
        assertThat(stage.alert(BUTUO).getString("state")).isEqualTo("FIRING");
        assertThat(stage.alert(XIJI_SILENT).getString("state")).isEqualTo("FIRING");

        RuleSet without = RulesReader.of(
                """
                rules:
                  - { id: county-silent, clear: { evaluations: 2 } }
                watchlists:
                  - { id: mine, units: ["513429-001"], gMinFactor: 0.5 }
                """);
        LocalDate old = day;
        try (Successor other = new Successor(without)) {
            other.play(Map.of("513429", this::late, "640422", silent));

            assertThat(stage.alert(BUTUO).getString("state")).isEqualTo("RESOLVED");
            assertThat(stage.alert(BUTUO).getString("because[0].text")).contains("the rules have changed");
            assertThat(stage.alert(XIJI_SILENT).getString("state")).isEqualTo("FIRING");
            assertThat(stage.alert(XIJI_SILENT).getString("ruleSetHash")).isEqualTo(without.hash());
            other.play(Map.of());
            assertThat(stage.alert(XIJI_SILENT).getString("state")).isEqualTo("RECOVERING");
        }
        // What is worked out of a past day again goes by the rules of then: villages, and a replay of the log.
        assertThat(watchlistsOfAVillage(old)).doesNotContain("mine");
        assertThat(watchlistsOfAVillage(day)).contains("mine");
        assertThat(replayed()).anyMatch(one -> one.contains(without.hash()));

        // The old rules again: the same episode goes on, and clears as they say.
        await().atMost(20, SECONDS).until(evaluator::holdsLease);
        play(Map.of("513429", this::late));
        assertThat(stage.alert(XIJI_SILENT).getString("state")).isEqualTo("RESOLVED");
        play(Map.of("513429", this::late));
        assertThat(stage.alert(BUTUO).getString("state")).isEqualTo("FIRING");
        assertThat(stage.alert(BUTUO).getInt("episode"))
                .isEqualTo(stage.reader("/v1/alerts/" + BUTUO + "/history").getInt("transitions[0].episode") + 1);
        play(Map.of());
        play(Map.of());
        play(Map.of());
    }

    private List<String> watchlistsOfAVillage(LocalDate asOf) {
        return stage
                .reader("/v1/units/513429-001/assessments?asOf=" + asOf)
                .<List<String>>getList("assessments.watchlists")
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    @Test
    @Order(9)
    void an_alert_that_goes_up_and_down_says_that_it_flaps() {
        UnaryOperator<CountySnapshot> silent = snapshot -> snapshot.lastReportAt("2020-05-01T00:00:00Z");
        for (int rise = 0; rise < 3; rise++) {
            assertThat(stage.alert(XIJI_SILENT).getList("suppression")).doesNotContain("FLAPPING");
            play(Map.of("640422", silent));
            play(Map.of("640422", silent));
            play(Map.of());
        }

        assertThat(stage.alert(XIJI_SILENT).getList("suppression")).contains("FLAPPING");
        assertThat(stage.alert(XIJI_SILENT).getString("state")).isEqualTo("RESOLVED");
        stage.awaitAllTold();
        assertThat(stage.told("county-alert-state.v1", XIJI_SILENT))
                .last()
                .extracting(state -> state.get("suppression").toString())
                .isEqualTo("[\"FLAPPING\"]");
    }

    @Test
    @Order(10)
    void a_clock_that_jumps_ahead_and_back_evaluates_every_day_once_and_tells_everything_once() {
        UnaryOperator<CountySnapshot> silent = snapshot -> snapshot.lastReportAt("2020-05-01T00:00:00Z");
        AtomicReference<Duration> jump = new AtomicReference<>(Duration.ZERO);
        Clock jumping = new Clock() {
            @Override
            public Instant instant() {
                return setting.clock().instant().plus(jump.get());
            }

            @Override
            public ZoneId getZone() {
                return setting.clock().getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
        LocalDate before = day;
        try (Successor other = new Successor(setting.rules(), jumping)) {
            for (Duration to : List.of(Duration.ofDays(3), Duration.ofDays(-3), Duration.ofHours(1), Duration.ZERO)) {
                jump.set(to);
                other.play(Map.of("622921", silent));
                assertThat(other.holdsLease()).isTrue();
            }
            jump.set(Duration.ofDays(-30));
            other.play(Map.of());
        }

        String alert = "county-silent:622921:";
        assertThat(Rows.of(database, "SELECT kind FROM transition WHERE alert = '" + alert + "' ORDER BY sequence"))
                .containsExactly("pending", "raised", "resolved");
        assertThat(Rows.of(
                        database,
                        "SELECT count(*)::text FROM tick WHERE assessments > 0 AND day > '" + before
                                + "' GROUP BY day"))
                .containsExactly("1", "1", "1", "1", "1");
        stage.awaitAllTold();
        assertThat(stage.transitions(alert)).containsExactly("pending", "raised", "resolved");
    }

    @Test
    @Order(11)
    void an_alert_says_that_much_of_its_data_comes_late_and_a_county_that_nobody_looks_for_the_endangered() {
        play(Map.of("513428", snapshot -> late(snapshot).late(0.2)));
        play(Map.of("513428", snapshot -> late(snapshot).late(0.2)));
        assertThat(stage.alert(PUGE).getString("state")).isEqualTo("FIRING");
        assertThat(stage.alert(PUGE).getString("data")).isEqualTo("LATE");
        assertThat(stage.reader("/v1/units/513428/outlook").getBoolean("reporting.atRiskUnlikely"))
                .as("nobody at risk of a thousand")
                .isTrue();

        play(Map.of("513428", snapshot -> late(snapshot).late(0.19).atRisk(50)));
        assertThat(stage.alert(PUGE).getString("data")).isEqualTo("OK");
        JsonPath outlook = stage.reader("/v1/units/513428/outlook");
        assertThat(outlook.getInt("reporting.atRisk")).isEqualTo(50);
        assertThat(outlook.getInt("reporting.register")).isEqualTo(1050);
        assertThat(outlook.getBoolean("reporting.atRiskUnlikely")).isFalse();
        assertThat(outlook.<Object>get("reporting.liftedAgain90d"))
                .as("a snapshot of before it was told")
                .isNull();
    }

    @Test
    @Order(12)
    void a_county_says_how_often_households_were_lifted_again_soon_after_they_fell_back_and_nothing_else_changes() {
        long revisions =
                Rows.of(database, "SELECT day::text FROM assessment_revision").size();

        play(Map.of("513428", snapshot -> late(snapshot).liftedAgain(3)));

        assertThat(stage.reader("/v1/units/513428/outlook").getInt("reporting.liftedAgain90d"))
                .isEqualTo(3);
        assertThat(stage.reader("/v1/overview")
                        .getInt("counties.find { it.code == '513428' }.reporting.liftedAgain90d"))
                .isEqualTo(3);
        assertThat(Rows.of(database, "SELECT day::text FROM assessment_revision"))
                .hasSize((int) revisions);
    }

    @Test
    @Order(13)
    void an_alert_of_a_unit_that_the_campaign_has_no_more_ends_and_whoever_could_see_it_sees_that() {
        String ghost = "county-behind-schedule:513499:resettlement";
        assertThat(stage.alert(PUGE).getString("state")).isEqualTo("FIRING");
        stage.execute("INSERT INTO alert SELECT (jsonb_populate_record(a, jsonb_build_object('id', '" + ghost
                + "', 'unit', '513499'))).* FROM alert a WHERE id = '" + PUGE + "'");

        play(Map.of("513428", this::late));

        assertThat(stage.alert(ghost).getString("state")).isEqualTo("RESOLVED");
        assertThat(stage.alert(ghost).getString("because[0].text"))
                .isEqualTo("the campaign has no unit of this code any more");
        assertThat(stage.alert(ghost).getString("unit.level")).isEqualTo("county");
        assertThat(stage.alert(ghost).getString("unit.province")).isEqualTo("51");
        assertThat(stage.reader("/v1/alerts?state=RESOLVED").getList("items.alert"))
                .contains(ghost);
        assertThat(stage.reader("/v1/alerts/" + ghost + "/history").getList("transitions.transition"))
                .containsExactly("resolved");
        given().auth()
                .oauth2(Tokens.reader("5201*"))
                .when()
                .get("/v1/alerts/" + ghost)
                .then()
                .statusCode(404);
        stage.awaitAllTold();
        assertThat(stage.transitions(ghost)).containsExactly("resolved");
    }

    /** Another evaluator, with rules or a clock of its own, that takes the lease. */
    private final class Successor implements AutoCloseable {

        private final Snapshots counties = new Snapshots(
                campaign.units().of(Level.COUNTY).stream().map(Unit::code).collect(Collectors.toSet()));
        private final Evaluator other;

        Successor(RuleSet rules) {
            this(rules, setting.clock());
        }

        Successor(RuleSet rules, Clock clock) {
            other = new Evaluator(
                    "successor",
                    new Evaluator.Setting(campaign, rules, setting.config(), clock),
                    new Evaluator.Sources(counties, villages),
                    services);
            await().atMost(20, SECONDS).until(() -> {
                stage.execute("UPDATE lease SET expires_at = clock_timestamp() - interval '1 second'"
                        + " WHERE owner <> 'successor'");
                other.turn();
                return other.holdsLease();
            });
            await().atMost(20, SECONDS).until(() -> {
                other.turn();
                return !evaluator.holdsLease();
            });
        }

        boolean holdsLease() {
            return other.holdsLease();
        }

        void play(Map<String, UnaryOperator<CountySnapshot>> changes) {
            day = day.plusDays(1);
            publish(changes);
            for (ConsumerRecord<String, String> message :
                    Published.on(infrastructure.bootstrapServers(), "county-metrics.v1")) {
                counties.accept(Json.read(message.value(), SnapshotRecord.class));
            }
            other.turn();
        }

        @Override
        public void close() {
            other.stop();
        }
    }

    private CountySnapshot late(CountySnapshot snapshot) {
        return snapshot.of(campaign.measure("resettlement"), 640, 565, SLOWING);
    }

    private CountySnapshot late(String code, LocalDate of) {
        return late(county(code, of));
    }

    private CountySnapshot county(String code, LocalDate of) {
        return CountySnapshot.onPlan(campaign, campaign.units().get(code), of);
    }

    private void play(Map<String, UnaryOperator<CountySnapshot>> changes) {
        day = day.plusDays(1);
        publish(changes);
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(stage.reader("/v1/schedule").getString("freshness.evaluatedThrough"))
                        .isEqualTo(day.toString()));
    }

    private void publish(Map<String, UnaryOperator<CountySnapshot>> changes) {
        revision++;
        Map<String, Object> settings = Map.of("bootstrap.servers", infrastructure.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (Unit county : campaign.units().of(Level.COUNTY)) {
                UnaryOperator<CountySnapshot> change = changes.getOrDefault(county.code(), UnaryOperator.identity());
                String json = change.apply(county(county.code(), day))
                        .revision(revision)
                        .json();
                producer.send(new ProducerRecord<>("county-metrics.v1", county.code(), json));
            }
        }
    }

    private static ValidatableResponse backtest(Map<String, Object> wanted) {
        Map<String, Object> body = new HashMap<>(Map.of("from", "2020-05-26", "to", "2020-06-01"));
        body.putAll(wanted);
        return given().auth()
                .oauth2(Tokens.reader("*"))
                .contentType(ContentType.JSON)
                .body(body)
                .when()
                .post("/v1/backtests")
                .then();
    }
}
