package io.countywatch.alert.evaluation;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.alert.TestServers;
import io.countywatch.alert.Tokens;
import io.countywatch.alert.VillageSnapshot;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.snapshot.Snapshots;
import io.countywatch.alert.snapshot.Villages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Villages between real servers: figures in, assessments of villages and their county out. */
@QuarkusTest
@QuarkusTestResource(value = TestServers.class, restrictToAnnotatedClass = true)
class VillageAssessmentTest extends OnStage {

    private static final String LATE = "513429-003";
    private static long revision;

    @Inject
    Evaluator.Setting setting;

    @Inject
    Evaluator.Services services;

    @Test
    @Order(1)
    void a_late_village_is_named_and_its_county_watched() {
        play();
        publish(LATE, 40, 2);

        await().atMost(20, SECONDS)
                .untilAsserted(
                        () -> assertThat(butuo(stage.day).getString("status")).isEqualTo("WATCH"));

        JsonPath butuo = butuo(stage.day);
        assertThat(butuo.getString("because.find { it.kind == 'CONCENTRATION' }.units[0].code"))
                .isEqualTo(LATE);
        JsonPath village = village(stage.day, "5134*");
        assertThat(village.getString("level")).isEqualTo("village");
        assertThat(village.getString("day")).isEqualTo(stage.day.toString());
        assertThat(village.getString("assessments.find { it.plan == 'sichuan-resettlement' }.status"))
                .isIn("BEHIND", "CRITICAL");
        assertThat(village.getInt("assessments.find { it.plan == 'sichuan-resettlement' }.inForce.remaining"))
                .isEqualTo(38);
    }

    @Test
    @Order(2)
    void a_past_day_is_answered_as_it_was_known_then() {
        LocalDate before = stage.day;
        play();
        play();
        publish(LATE, 40, 40);
        await().atMost(20, SECONDS)
                .untilAsserted(
                        () -> assertThat(butuo(stage.day).getString("status")).isEqualTo("ON_TRACK"));

        assertThat(remaining(stage.day)).isZero();
        assertThat(remaining(stage.day.minusDays(1))).isEqualTo(38);
        assertThat(remaining(before)).isEqualTo(38);
        assertThat(village(before.minusDays(1), "*").getList("assessments")).isEmpty();
        assertThat(butuo(before).getString("status")).isEqualTo("WATCH");
        assertThat(stage.text("SELECT count(*) FROM village_figures WHERE village = '" + LATE + "'"))
                .isEqualTo("2");
    }

    @Test
    @Order(3)
    void the_villages_of_a_county_come_as_a_table_and_only_to_those_whose_they_are() {
        JsonPath table = stage.reader("/v1/assessments?level=village&county=513429&plan=sichuan-resettlement");

        assertThat(table.getList("assessments.unit"))
                .hasSize(campaign.units().villagesIn("513429").size())
                .contains(LATE);
        assertThat(table.getString("assessments.find { it.unit == '" + LATE + "' }.status"))
                .isEqualTo("DONE_UNVERIFIED");
        assertThat(table.getBoolean("assessments.find { it.unit == '" + LATE + "' }.silent"))
                .isFalse();
        assertThat(table.getList("assessments.findAll { it.silent }.unit"))
                .as("nothing ever came of the others, which are silent since January")
                .hasSize(campaign.units().villagesIn("513429").size() - 1);
        for (String path :
                new String[] {"/v1/units/" + LATE + "/assessments", "/v1/assessments?level=village&county=513429"}) {
            given().auth().oauth2(Tokens.reader("52*")).when().get(path).then().statusCode(404);
        }
        given().auth()
                .oauth2(Tokens.reader("*"))
                .when()
                .get("/v1/assessments?level=village")
                .then()
                .statusCode(400);
    }

    @Test
    @Order(4)
    void a_new_evaluator_goes_on_with_the_villages_that_the_last_one_used() {
        String ticks = stage.text("SELECT count(*) FROM tick");
        Villages nothingRead = new Villages(
                campaign.units().of(Level.VILLAGE).stream().map(Unit::code).collect(Collectors.toSet()));
        Snapshots counties = new Snapshots(
                campaign.units().of(Level.COUNTY).stream().map(Unit::code).collect(Collectors.toSet()));
        Evaluator successor =
                new Evaluator("successor", setting, new Evaluator.Sources(counties, nothingRead), services);

        await().atMost(20, SECONDS).until(() -> {
            stage.execute("UPDATE lease SET expires_at = clock_timestamp() - interval '1 second'");
            successor.turn();
            return successor.holdsLease();
        });

        assertThat(nothingRead.of(stage.day).get(LATE).measure("resettlement").done())
                .isEqualTo(40);
        assertThat(nothingRead.of(stage.day.minusDays(1))).isEmpty();
        assertThat(stage.text("SELECT count(*) FROM tick")).isEqualTo(ticks);
        successor.stop();
    }

    private void play() {
        stage.play("resettlement", 600, county -> county.code().equals("513429"));
    }

    private void publish(String village, long scope, long done) {
        revision++;
        String json = new VillageSnapshot(village, stage.day)
                .of(campaign.measure("resettlement"), scope, done)
                .revision(revision)
                .json();
        Map<String, Object> settings = Map.of("bootstrap.servers", infrastructure.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("village-metrics.v1", village, json));
        }
    }

    private static int remaining(LocalDate day) {
        return village(day, "*").getInt("assessments.find { it.plan == 'sichuan-resettlement' }.inForce.remaining");
    }

    private static JsonPath village(LocalDate day, String counties) {
        return given().auth()
                .oauth2(Tokens.reader(counties))
                .when()
                .get("/v1/units/" + LATE + "/assessments?asOf=" + day)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath butuo(LocalDate day) {
        JsonPath all = stage.reader("/v1/units/513429/assessments?asOf=" + day);
        all.setRootPath("assessments.find { it.plan == 'sichuan-resettlement' }");
        return all;
    }
}
