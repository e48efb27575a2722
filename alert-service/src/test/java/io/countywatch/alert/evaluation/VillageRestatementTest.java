package io.countywatch.alert.evaluation;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countywatch.alert.TestServers;
import io.countywatch.alert.Tokens;
import io.countywatch.alert.VillageSnapshot;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.Snapshots;
import io.countywatch.alert.snapshot.VillageFigures;
import io.countywatch.alert.snapshot.VillageRecord;
import io.countywatch.alert.snapshot.Villages;
import io.countywatch.alert.startup.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Late data for a village between real servers: what was known then stays, what is known now stands beside it. Every figure
 * is counted from the households, by when they moved and when that was heard of.
 */
@QuarkusTest
@QuarkusTestResource(value = TestServers.class, restrictToAnnotatedClass = true)
class VillageRestatementTest extends OnStage {

    private static final String COUNTY = "513429";
    private static final String LARGE = "513429-001";
    private static final String SMALL = "513429-003";
    private static final String OTHER = "513429-005";
    private static final LocalDate FIRST = LocalDate.of(2020, 5, 26);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate THIRD = FIRST.plusDays(2);
    private static final LocalDate BEFORE = FIRST.minusDays(40);
    private static final LocalDate NEVER = LocalDate.MAX;

    /**
     * 640 households, 602 of whom have moved by the first day, whatever is known of where: of the small village nearly nobody
     * is heard of until the second day, and of the large one 38 too many had been told.
     */
    private static final List<Household> HOUSEHOLDS = Stream.of(
                    households(LARGE, 562, BEFORE, BEFORE, NEVER),
                    households(LARGE, 38, BEFORE, BEFORE, SECOND),
                    households(SMALL, 2, BEFORE, BEFORE, NEVER),
                    households(SMALL, 38, FIRST, SECOND, NEVER),
                    households(OTHER, 4, BEFORE, BEFORE, NEVER))
            .flatMap(List::stream)
            .toList();

    private static long revision;

    @Inject
    Evaluator.Setting setting;

    @Inject
    Evaluator.Services services;

    /** @param takenBack the day on which it was told that it had not moved after all */
    private record Household(String village, LocalDate moved, LocalDate heard, LocalDate takenBack) {}

    private static List<Household> households(
            String village, int number, LocalDate moved, LocalDate heard, LocalDate takenBack) {
        return IntStream.range(0, number)
                .mapToObj(any -> new Household(village, moved, heard, takenBack))
                .toList();
    }

    private static long scope(String village) {
        return HOUSEHOLDS.stream().filter(one -> one.village().equals(village)).count();
    }

    /** Who has moved by the end of a day, as far as it is known at the end of another one. */
    private static long moved(String village, LocalDate day, LocalDate known) {
        return HOUSEHOLDS.stream()
                .filter(one -> one.village().equals(village))
                .filter(one -> !one.moved().isAfter(day) && !one.heard().isAfter(known))
                .filter(one -> one.takenBack().isAfter(known))
                .count();
    }

    private static int remaining(String village, LocalDate day, LocalDate known) {
        return (int) (scope(village) - moved(village, day, known));
    }

    @Test
    @Order(1)
    void late_data_for_villages_restate_the_day_before_also_where_their_countys_figures_stay() {
        play();
        publish(onTime(LARGE), onTime(SMALL), onTime(OTHER));
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(county(FIRST).getString("status"))
                .isEqualTo("WATCH"));

        play();
        publish(onTime(LARGE).previous(known(LARGE, FIRST)), onTime(SMALL).previous(known(SMALL, FIRST)));

        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(county(FIRST).getString("revision.assessment.status"))
                        .isEqualTo("ON_TRACK"));
    }

    @Test
    @Order(2)
    void a_village_is_answered_as_known_then_and_as_known_now() {
        for (String village : List.of(LARGE, SMALL)) {
            JsonPath then = village(village, FIRST);
            assertThat(then.getInt("inForce.remaining")).isEqualTo(remaining(village, FIRST, FIRST));
            assertThat(then.getInt("revision.assessment.inForce.remaining"))
                    .isEqualTo(remaining(village, FIRST, SECOND))
                    .isNotEqualTo(remaining(village, FIRST, FIRST));
            assertThat(then.getString("revision.assessment.day")).isEqualTo(FIRST.toString());
            assertThat(then.getString("revision.reason"))
                    .isEqualTo("late data, with the figures of snapshot t" + SECOND);
            assertThat(then.getString("revision.decidedAt")).isNotNull();

            JsonPath now = village(village, SECOND);
            assertThat(now.getInt("inForce.remaining")).isEqualTo(remaining(village, SECOND, SECOND));
            assertThat(now.getString("revision")).isNull();
        }
        assertThat(village(SMALL, FIRST).getString("status")).isIn("BEHIND", "CRITICAL");
        assertThat(village(SMALL, FIRST).getString("revision.assessment.status"))
                .isEqualTo("DONE_UNVERIFIED");
        assertThat(village(OTHER, FIRST).getString("revision")).isNull();
        assertThat(stage.text("SELECT string_agg(village || ' ' || day, ', ' ORDER BY village) FROM village_restated"))
                .isEqualTo(LARGE + " " + FIRST + ", " + SMALL + " " + FIRST);
    }

    @Test
    @Order(2)
    void a_county_names_the_villages_that_held_its_gap_then_and_those_that_did_as_known_now() {
        JsonPath then = county(FIRST);

        assertThat(then.getString("status")).isEqualTo("WATCH");
        assertThat(then.getString("because.find { it.kind == 'CONCENTRATION' }.units[0].code"))
                .isEqualTo(SMALL);
        assertThat(then.getInt("inForce.remaining"))
                .isEqualTo(then.getInt("revision.assessment.inForce.remaining"))
                .isEqualTo(640 - 602);
        assertThat(then.<String>getList("revision.assessment.because.collect { it.units }.flatten().code"))
                .doesNotContain(SMALL);
        JsonPath province = stage.reader("/v1/units/51/assessments?asOf=" + FIRST);
        assertThat(province.getString("assessments.find { it.plan == 'sichuan-resettlement' }.revision"))
                .isNotNull();
        JsonPath elsewhere = stage.reader("/v1/units/640422/assessments?asOf=" + FIRST);
        assertThat(elsewhere.getString("assessments[0].revision")).isNull();
    }

    @Test
    @Order(3)
    void a_backtest_as_now_has_the_villages_of_now() {
        String rules =
                """
                rules:
                  - id: county-watch
                    subject: county
                    severity: { warning: { status: [WATCH] } }
                    raise: { evaluations: 1 }
                """;
        Map<String, String> first = new HashMap<>();
        for (String knownAt : List.of("asRecorded", "asNow")) {
            first.put(
                    knownAt,
                    given().auth()
                            .oauth2(Tokens.reader("*"))
                            .contentType(ContentType.JSON)
                            .body(Map.of(
                                    "rules", rules,
                                    "from", FIRST.toString(),
                                    "to", FIRST.toString(),
                                    "units", List.of(COUNTY),
                                    "knownAt", knownAt))
                            .when()
                            .post("/v1/backtests")
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath()
                            .getString("transitions.findAll { it.alert.endsWith(':resettlement') }.transition"));
        }

        assertThat(first).containsEntry("asRecorded", "[raised]").containsEntry("asNow", "[]");
    }

    @Test
    @Order(4)
    void a_new_evaluator_that_reads_the_topics_again_restates_nothing_twice() {
        String ticks = stage.text("SELECT count(*) FROM tick");
        Villages villages = new Villages(codes(Level.VILLAGE));
        Snapshots counties = new Snapshots(codes(Level.COUNTY));
        Evaluator successor = new Evaluator("successor", setting, new Evaluator.Sources(counties, villages), services);
        Published.on(infrastructure.bootstrapServers(), "county-metrics.v1")
                .forEach(message -> counties.accept(Json.read(message.value(), SnapshotRecord.class)));
        Published.on(infrastructure.bootstrapServers(), "village-metrics.v1")
                .forEach(message -> villages.accept(
                        VillageFigures.of(Json.read(message.value(), VillageRecord.class), campaign.measures())));

        await().atMost(20, SECONDS).until(() -> {
            stage.execute("UPDATE lease SET expires_at = clock_timestamp() - interval '1 second'");
            successor.turn();
            return successor.holdsLease();
        });
        successor.turn();

        assertThat(stage.text("SELECT count(*) FROM tick")).isEqualTo(ticks);
        successor.stop();
    }

    @Test
    @Order(4)
    void a_lease_is_kept_while_the_villages_of_days_before_are_read_and_renewed_when_an_evaluator_has_read_what_was() {
        AtomicInteger beats = new AtomicInteger();
        new PastVillages(campaign, setting.rules(), database).kept(SECOND, beats::incrementAndGet);
        assertThat(beats.get()).isPositive();

        stage.execute("UPDATE lease SET expires_at = clock_timestamp() - interval '1 second'");
        Tenure slow = new Tenure("slow", Duration.ofHours(1), Clock.systemUTC(), database);
        assertThatThrownBy(() -> slow.keep(epoch -> {
                    stage.execute("UPDATE lease SET expires_at = clock_timestamp() - interval '1 second'");
                    database.inTransaction(new Lease("rival", Duration.ofHours(1))::take);
                }))
                .as("it read for so long that another one has begun")
                .isInstanceOf(Lease.Lost.class);
        assertThat(slow.isHeld()).isFalse();
        stage.execute("UPDATE lease SET expires_at = clock_timestamp() - interval '1 second' WHERE owner = 'rival'");
        await().atMost(20, SECONDS)
                .until(() -> stage.text("SELECT owner FROM lease").length() == 36);
    }

    @Test
    @Order(5)
    void figures_without_days_before_restate_none_and_a_restated_day_hands_nothing_on() {
        play();
        publish(onTime(SMALL), new VillageSnapshot(OTHER, stage.day).of(campaign.measure("resettlement"), 4, 3));
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(village(OTHER, THIRD).getInt("inForce.remaining"))
                        .isEqualTo(1));

        assertThat(village(OTHER, SECOND).getInt("inForce.remaining")).isZero();
        assertThat(village(OTHER, SECOND).getString("revision")).isNull();
        assertThat(county(SECOND).getString("revision")).isNull();
        assertThat(village(LARGE, THIRD).getInt("inForce.remaining")).isEqualTo(remaining(LARGE, THIRD, THIRD));
        assertThat(stage.text("SELECT count(*) FROM village_restated")).isEqualTo("2");
    }

    @Test
    @Order(6)
    void the_log_of_ticks_replays_to_the_same_bytes() {
        play("resettlement", 565);
        play("resettlement", 565);
        LocalDate yesterday = stage.day.minusDays(1);
        publish(new VillageSnapshot(SMALL, stage.day)
                .of(campaign.measure("resettlement"), 40, 10)
                .previous(new VillageSnapshot(SMALL, yesterday).of(campaign.measure("resettlement"), 40, 11)));
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(
                        village(SMALL, yesterday).getString("revision.assessment.inForce.remaining"))
                .isEqualTo("29"));
        stage.awaitAllTold();
        List<String> payloads = Rows.of(database, "SELECT payload FROM outbox ORDER BY id");

        TickReplay replay = new TickReplay(campaign);
        database.inTransaction(connection -> {
            replay.play(connection);
            return null;
        });

        assertThat(replay.payloads).isNotEmpty().isEqualTo(payloads);
    }

    private void play() {
        play("resettlement", 602);
    }

    private static void play(String measure, long done) {
        stage.play(measure, done, unit -> unit.code().equals(COUNTY));
    }

    /** What the village has at the end of the stage's day, as it is known then. */
    private VillageSnapshot onTime(String village) {
        return known(village, stage.day);
    }

    /** What the village has at the end of a day, as it is known on the stage's. */
    private VillageSnapshot known(String village, LocalDate day) {
        return new VillageSnapshot(village, day)
                .of(campaign.measure("resettlement"), scope(village), moved(village, day, stage.day));
    }

    private void publish(VillageSnapshot... villages) {
        revision++;
        Map<String, Object> settings = Map.of("bootstrap.servers", infrastructure.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (VillageSnapshot village : villages) {
                String json = village.revision(revision).json();
                String code = Json.tree(json).get("village").asText();
                producer.send(new ProducerRecord<>("village-metrics.v1", code, json));
            }
        }
    }

    private Set<String> codes(Level level) {
        return campaign.units().of(level).stream().map(Unit::code).collect(Collectors.toSet());
    }

    private static JsonPath village(String code, LocalDate day) {
        return onPlan(code, day);
    }

    private static JsonPath county(LocalDate day) {
        return onPlan(COUNTY, day);
    }

    private static JsonPath onPlan(String code, LocalDate day) {
        JsonPath all = stage.reader("/v1/units/" + code + "/assessments?asOf=" + day);
        all.setRootPath("assessments.find { it.plan == 'sichuan-resettlement' }");
        return all;
    }
}
