package io.countywatch.alert.evaluation;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.TestServers;
import io.countywatch.alert.Tokens;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.Snapshots;
import io.countywatch.alert.snapshot.Villages;
import io.countywatch.alert.startup.Json;
import io.countywatch.local.infrastructure.Infrastructure;
import io.countywatch.local.infrastructure.Project;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole service between real servers: snapshots in, alerts out. The campaign's days go on from test to test. */
@QuarkusTest
@QuarkusTestResource(value = TestServers.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlertServiceTest {

    private static final String BUTUO_BEHIND = "county-behind-schedule:513429:resettlement";
    private static final List<Long> SLOWING = List.of(28L, 36L, 41L, 48L, 55L, 60L, 62L, 46L, 38L, 36L, 30L, 24L, 6L);
    private static LocalDate day = LocalDate.of(2020, 5, 25);
    private static long revision;

    @TestServers.Running
    Infrastructure infrastructure;

    @Inject
    Campaign campaign;

    @Inject
    Database database;

    @Inject
    Evaluator evaluator;

    @Inject
    Villages villages;

    @Inject
    Evaluator.Setting setting;

    @Inject
    Evaluator.Services services;

    @Test
    @Order(1)
    void butuo_fires_on_both_topics_and_over_http() throws Exception {
        play(this::butuoLate);
        play(this::butuoLate);
        play(this::butuoLate);

        JsonPath alerts = get("/v1/alerts?state=FIRING", Tokens.reader("*"));
        assertThat(alerts.getList("items.alert")).containsExactly(BUTUO_BEHIND);
        assertThat(alerts.getString("items[0].summary"))
                .isEqualTo("FIRING (warning) since 2020-05-26: Resettlement in Butuo 布拖县 (513429) is BEHIND: "
                        + "75 of 640 households left, 9.7 days behind the plan due 2020-06-30, 7 % likely on time; "
                        + "because: 24 households short of 589 planned: 24 from slow pace; what would do: "
                        + "16 households a week, as in the last four weeks, instead of 6 in the last one");
        assertThat(alerts.getString("items[0].because[0].text")).contains("households short");

        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(of(BUTUO_BEHIND, "county-alerts.v1"))
                .hasSize(2));
        assertThat(of(BUTUO_BEHIND, "county-alerts.v1"))
                .extracting(event -> event.at("/data/state").asText())
                .containsExactly("PENDING", "FIRING");
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(of(BUTUO_BEHIND, "county-alert-state.v1"))
                .last()
                .extracting(value -> value.get("state").asText())
                .isEqualTo("FIRING"));
        validates("county-alerts.v1", "county-alert.v1.json");
        validates("county-alert-state.v1", "county-alert-state.v1.json");
    }

    @Test
    @Order(2)
    void the_assessments_say_what_the_design_asks_for() {
        JsonPath butuo = get("/v1/units/513429/assessments?asOf=" + day, Tokens.reader("5134*"));
        String plan = "assessments.find { it.plan == 'sichuan-resettlement' }.";

        assertThat(butuo.getString("day")).isEqualTo(day.toString());
        assertThat(butuo.getString(plan + "status")).isEqualTo("BEHIND");
        assertThat(butuo.getInt(plan + "inForce.remaining")).isEqualTo(75);
        assertThat(butuo.getInt(plan + "inForce.scope")).isEqualTo(640);
        assertThat(butuo.getDouble(plan + "inForce.lagDays")).isPositive();
        assertThat(butuo.getString(plan + "firstApproved.status")).isEqualTo("BEHIND");
        assertThat(butuo.getString(plan + "wouldDo"))
                .isEqualTo("16 households a week, as in the last four weeks, instead of 6 in the last one");

        JsonPath table = get("/v1/assessments?level=county&plan=sichuan-resettlement", Tokens.reader("*"));
        assertThat(table.getString("day")).isEqualTo(day.toString());
        assertThat(table.getString("freshness.evaluatedThrough")).isEqualTo(day.toString());
        assertThat(table.getList("assessments.findAll { it.status == 'BEHIND' }.unit"))
                .containsExactly("513429");
        assertThat(table.getList("assessments")).hasSize(7);

        JsonPath later = get("/v1/assessments?day=2021-01-01&level=province", Tokens.reader("51*"));
        assertThat(later.getString("day")).isEqualTo(day.toString());
        assertThat(later.getList("assessments.unit")).containsOnly("51");
        JsonPath before = get("/v1/assessments?day=2019-01-01", Tokens.reader("*"));
        assertThat(before.getList("assessments")).isEmpty();

        JsonPath schedule = get("/v1/schedule", Tokens.reader("513429"));
        assertThat(schedule.getList("plans.id")).contains("sichuan-resettlement");
        assertThat(schedule.getInt("plans.find { it.id == 'gansu-village-network' }.inForce.version"))
                .isEqualTo(2);
        assertThat(schedule.getInt("plans.find { it.id == 'gansu-village-network' }.firstApproved.version"))
                .isEqualTo(1);
    }

    @Test
    @Order(3)
    void nobody_sees_what_is_not_theirs() {
        String guizhou = Tokens.reader("52*");

        assertThat(get("/v1/alerts", guizhou).getList("items")).isEmpty();
        for (String path : List.of(
                "/v1/alerts/" + BUTUO_BEHIND,
                "/v1/alerts/" + BUTUO_BEHIND + "/history",
                "/v1/alerts/county-behind-schedule:000000:resettlement",
                "/v1/units/513429/assessments",
                "/v1/units/51/assessments",
                "/v1/units/CN/assessments",
                "/v1/units/000000/assessments")) {
            given().auth()
                    .oauth2(guizhou)
                    .when()
                    .get(path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
        assertThat(get("/v1/assessments?level=county", guizhou).getList("assessments.unit"))
                .allMatch(unit -> unit.toString().startsWith("52"));
        assertThat(get("/v1/assessments?level=province", Tokens.reader("513429"))
                        .getList("assessments"))
                .isEmpty();
        assertThat(get("/v1/alerts", Tokens.changed(claims -> {})).getList("items"))
                .isEmpty();
    }

    @Test
    @Order(4)
    void a_token_must_be_good_and_allow_reading() {
        given().when().get("/v1/alerts").then().statusCode(401);
        for (String bad : List.of(
                Tokens.forged(),
                Tokens.changed(claims -> claims.setAudience("another")),
                Tokens.changed(claims -> claims.setIssuer("https://other.invalid")),
                Tokens.changed(claims -> claims.setExpirationTimeMinutesInTheFuture(-10)))) {
            given().auth().oauth2(bad).when().get("/v1/alerts").then().statusCode(401);
        }
        String writer = Tokens.changed(claims -> claims.setStringClaim("scope", "events:write"));
        for (String path : List.of("/v1/alerts", "/v1/assessments", "/v1/schedule", "/v1/units/513429/assessments")) {
            given().auth().oauth2(writer).when().get(path).then().statusCode(403);
        }
    }

    @Test
    @Order(5)
    void a_bad_parameter_is_a_problem_that_echoes_nothing() {
        for (String query : List.of(
                "/v1/alerts?state=canary",
                "/v1/alerts?severity=canary",
                "/v1/alerts?limit=0",
                "/v1/assessments?day=canary",
                "/v1/assessments?level=canary")) {
            String body = given().auth()
                    .oauth2(Tokens.reader("*"))
                    .when()
                    .get(query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .extract()
                    .asString();
            assertThat(body).doesNotContain("canary");
        }
    }

    @Test
    @Order(6)
    void later_figures_of_the_same_day_replace_its_evaluation_and_retract_what_was_false() {
        String alert = "county-behind-schedule:513428:renovation";
        play(this::pugeLate);
        play(this::pugeLate);
        assertThat(state(alert)).isEqualTo("FIRING");

        publish(day, UnaryOperator.identity());

        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(state(alert)).isEqualTo("RETRACTED"));
        JsonPath history = get("/v1/alerts/" + alert + "/history", Tokens.reader("*"));
        assertThat(history.getList("transitions.state")).containsExactly("PENDING", "FIRING", "RETRACTED");
    }

    @Test
    @Order(7)
    void a_silent_county_has_its_own_alert_and_is_never_on_track() {
        UnaryOperator<CountySnapshot> silent = snapshot -> snapshot.lastReportAt("2020-05-01T00:00:00Z");
        play(county -> county.code().equals("640422") ? silent : UnaryOperator.identity());
        play(county -> county.code().equals("640422") ? silent : UnaryOperator.identity());

        assertThat(state("county-silent:640422:")).isEqualTo("FIRING");
        JsonPath xiji = get("/v1/units/640422/assessments", Tokens.reader("640422"));
        assertThat(xiji.getList("assessments.status")).isNotEmpty().doesNotContain("ON_TRACK");

        play(county -> UnaryOperator.identity());
        assertThat(state("county-silent:640422:")).isEqualTo("RESOLVED");
    }

    @Test
    @Order(8)
    void paging_walks_through_all_alerts_once() {
        String all = "PENDING,FIRING,RECOVERING,RESOLVED,RETRACTED,INACTIVE";
        List<String> expected =
                get("/v1/alerts?state=" + all, Tokens.reader("*")).getList("items.alert");
        Set<String> walked = new HashSet<>();
        String after = null;
        do {
            JsonPath page = get(
                    "/v1/alerts?limit=1&state=" + all + (after == null ? "" : "&cursor=" + after), Tokens.reader("*"));
            walked.addAll(page.getList("items.alert"));
            after = page.getString("next");
        } while (after != null);

        assertThat(walked).containsExactlyInAnyOrderElementsOf(expected).hasSizeGreaterThan(2);
    }

    @Test
    @Order(9)
    void a_new_evaluator_that_reads_the_topic_from_its_start_tells_nothing_twice_and_fences_the_old_one()
            throws Exception {
        long transitions = count("SELECT count(*) FROM transition");
        long ticks = count("SELECT count(*) FROM tick");
        Snapshots reread = new Snapshots(
                campaign.units().of(Level.COUNTY).stream().map(Unit::code).collect(Collectors.toSet()));
        Evaluator successor = new Evaluator("successor", setting, new Evaluator.Sources(reread, villages), services);
        assertThat(evaluator.holdsLease()).isTrue();
        expireLease();

        // The topic is read in pieces: at no point may old figures be taken for news.
        await().atMost(20, SECONDS).until(() -> {
            expireLease();
            successor.turn();
            return successor.holdsLease();
        });
        for (ConsumerRecord<String, String> message :
                Published.on(infrastructure.bootstrapServers(), "county-metrics.v1")) {
            reread.accept(Json.read(message.value(), SnapshotRecord.class));
            successor.turn();
        }

        assertThat(count("SELECT count(*) FROM transition")).isEqualTo(transitions);
        assertThat(count("SELECT count(*) FROM tick")).isEqualTo(ticks);
        assertThat(count("SELECT count(*) FROM outbox"))
                .isEqualTo(count("SELECT count(DISTINCT (sink, notification)) FROM outbox"));
        await().atMost(10, SECONDS).until(() -> !evaluator.holdsLease());

        // Both see the next day; only the holder of the lease evaluates it.
        day = day.plusDays(1);
        publish(day, UnaryOperator.identity());
        for (ConsumerRecord<String, String> message :
                Published.on(infrastructure.bootstrapServers(), "county-metrics.v1")) {
            reread.accept(Json.read(message.value(), SnapshotRecord.class));
        }
        successor.turn();
        assertThat(count("SELECT count(*) FROM tick WHERE day = '" + day + "'")).isEqualTo(1);
        assertThat(count("SELECT epoch FROM tick WHERE day = '" + day + "'"))
                .isEqualTo(count("SELECT epoch FROM lease"));

        successor.stop();
        await().atMost(20, SECONDS).until(evaluator::holdsLease);
        day = day.plusDays(1);
        publish(day, UnaryOperator.identity());
        awaitEvaluated();
    }

    @Test
    @Order(10)
    void kafka_away_delays_what_is_told_and_loses_nothing() {
        infrastructure.killKafka();
        infrastructure.startKafka();
        play(this::pugeLate);
        play(this::pugeLate);
        String alert = "county-behind-schedule:513428:renovation";

        assertThat(state(alert)).isEqualTo("FIRING");
        await().atMost(60, SECONDS).untilAsserted(() -> assertThat(of(alert, "county-alerts.v1"))
                .extracting(event -> event.at("/data/state").asText())
                .endsWith("PENDING", "FIRING"));
        await().atMost(60, SECONDS).until(() -> count("SELECT count(*) FROM outbox WHERE done_at IS NULL") == 0);
    }

    @Test
    @Order(11)
    void what_a_dead_replica_had_claimed_is_told_again_with_the_same_id() {
        String notification = BUTUO_BEHIND + "#2";
        long before = times(notification);

        database.inTransaction(connection -> connection
                .createStatement()
                .executeUpdate("UPDATE outbox SET done_at = NULL, claimed_by = 'dead', claimed_until = now()"
                        + " WHERE sink = 'county-alerts' AND notification = '" + notification + "'"));

        await().atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(times(notification)).isEqualTo(before + 1));
        await().atMost(20, SECONDS).until(() -> count("SELECT count(*) FROM outbox WHERE done_at IS NULL") == 0);
    }

    @Test
    @Order(12)
    void metrics_health_and_openapi_are_there() {
        given().when().get("/q/health/live").then().statusCode(200);
        given().when().get("/q/health/ready").then().statusCode(200);
        assertThat(given().when().get("/q/metrics").asString())
                .contains("alert_evaluations_total", "alert_transitions_total", "alert_deliveries_total");
        assertThat(given().when().get("/q/openapi").asString()).contains("/v1/alerts", "/v1/schedule");
        assertThat(given().when().get("/q/health/live").asString()).doesNotContain("kafka", "Database");
    }

    private void play(java.util.function.Function<Unit, UnaryOperator<CountySnapshot>> change) {
        day = day.plusDays(1);
        publishEach(day, change);
        awaitEvaluated();
    }

    private void awaitEvaluated() {
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(
                        get("/v1/schedule", Tokens.reader("*")).getString("freshness.evaluatedThrough"))
                .isEqualTo(day.toString()));
    }

    private UnaryOperator<CountySnapshot> butuoLate(Unit county) {
        return county.code().equals("513429")
                ? snapshot -> snapshot.of(campaign.measure("resettlement"), 640, 565, SLOWING)
                : UnaryOperator.identity();
    }

    private UnaryOperator<CountySnapshot> pugeLate(Unit county) {
        return county.code().equals("513428")
                ? snapshot -> snapshot.of(campaign.measure("renovation"), 640, 300, SLOWING)
                : UnaryOperator.identity();
    }

    @Test
    @Order(13)
    void no_statement_is_compiled_and_no_transaction_idles_for_long_whatever_the_server_says() throws SQLException {
        assertThat(
                        count(
                                """
                                SELECT count(*) FROM pg_settings WHERE source = 'client'
                                AND (name = 'jit' AND setting = 'off'
                                     OR name = 'idle_in_transaction_session_timeout' AND setting <> '0')
                                """))
                .isEqualTo(2);
    }

    private void publish(LocalDate of, UnaryOperator<CountySnapshot> change) {
        publishEach(of, county -> change);
    }

    private void publishEach(LocalDate of, java.util.function.Function<Unit, UnaryOperator<CountySnapshot>> change) {
        revision++;
        Map<String, Object> settings = Map.of("bootstrap.servers", infrastructure.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (Unit county : campaign.units().of(Level.COUNTY)) {
                CountySnapshot snapshot =
                        CountySnapshot.onPlan(campaign, county, of).revision(revision);
                String json = change.apply(county).apply(snapshot).json();
                producer.send(new ProducerRecord<>("county-metrics.v1", county.code(), json));
            }
        }
    }

    private List<JsonNode> of(String alert, String topic) {
        // A delivery may be repeated; the id tells.
        Map<String, JsonNode> once = new TreeMap<>();
        List<JsonNode> values = new java.util.ArrayList<>();
        for (ConsumerRecord<String, String> message : Published.on(infrastructure.bootstrapServers(), topic)) {
            JsonNode value = Json.tree(message.value());
            String id = value.has("specversion")
                    ? value.get("id").asText()
                    : value.get("revision").asText();
            if (message.key().equals(alert) && once.put(id, value) == null) {
                values.add(value);
            }
        }
        return values;
    }

    private void validates(String topic, String schemaFile) throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Project.root().resolve("deploy/contracts/schemas/" + schemaFile)));
        List<ConsumerRecord<String, String>> messages = Published.on(infrastructure.bootstrapServers(), topic);
        assertThat(messages).isNotEmpty();
        for (ConsumerRecord<String, String> message : messages) {
            assertThat(schema.validate(message.value(), InputFormat.JSON)).isEmpty();
        }
    }

    private long times(String notification) {
        return Published.on(infrastructure.bootstrapServers(), "county-alerts.v1").stream()
                .filter(message -> Json.tree(message.value()).get("id").asText().equals(notification))
                .count();
    }

    private String state(String alert) {
        return get("/v1/alerts/" + alert, Tokens.reader("*")).getString("state");
    }

    private static JsonPath get(String path, String token) {
        return given().auth()
                .oauth2(token)
                .when()
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void expireLease() {
        database.inTransaction(connection -> connection
                .createStatement()
                .executeUpdate("UPDATE lease SET expires_at = '-infinity' WHERE owner <> 'successor'"));
    }

    private long count(String sql) throws SQLException {
        return database.inTransaction(connection -> {
            try (var rows = connection.createStatement().executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}
