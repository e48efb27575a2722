package io.countywatch.alert.evaluation;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.Tokens;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.startup.Json;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plays campaign days to a running service and looks at what it says. */
public final class Stage {

    private static final List<Long> SLOWING = List.of(28L, 36L, 41L, 48L, 55L, 60L, 62L, 46L, 38L, 36L, 30L, 24L, 6L);

    private final Campaign campaign;
    private final Database database;
    private final String bootstrapServers;
    private long revision;
    public LocalDate day;

    /** Trace of the next snapshots of whom is late; null: none. */
    public String traceparent;

    public Stage(Campaign campaign, Database database, String bootstrapServers, LocalDate day) {
        this.campaign = campaign;
        this.database = database;
        this.bootstrapServers = bootstrapServers;
        this.day = day;
    }

    /** The next day: everybody is on plan, but for those of whom a measure is only done so far of 640. */
    public void play(String measure, long done, Predicate<Unit> late) {
        play(slow(measure, done), late);
    }

    /** The next day: everybody is on plan, but for those who are changed. */
    public void play(UnaryOperator<CountySnapshot> change, Predicate<Unit> late) {
        day = day.plusDays(1);
        publish(change, late);
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(reader("/v1/schedule").getString("freshness.evaluatedThrough"))
                        .isEqualTo(day.toString()));
    }

    /** A day on which everybody is on plan. */
    public void playOnPlan() {
        play("resettlement", 640, county -> false);
    }

    public void publish(String measure, long done, Predicate<Unit> late) {
        publish(slow(measure, done), late);
    }

    private UnaryOperator<CountySnapshot> slow(String measure, long done) {
        return snapshot -> snapshot.of(campaign.measure(measure), 640, done, SLOWING);
    }

    private void publish(UnaryOperator<CountySnapshot> change, Predicate<Unit> late) {
        revision++;
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (Unit county : campaign.units().of(Level.COUNTY)) {
                CountySnapshot snapshot =
                        CountySnapshot.onPlan(campaign, county, day).revision(revision);
                String json = (late.test(county) ? change.apply(snapshot) : snapshot).json();
                ProducerRecord<String, String> message = new ProducerRecord<>("county-metrics.v1", county.code(), json);
                if (traceparent != null && late.test(county)) {
                    message.headers().add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
                }
                producer.send(message);
            }
        }
    }

    /** What a topic holds about an alert, each once: a delivery may be repeated, the id tells. */
    public List<JsonNode> told(String topic, String alert) {
        Map<String, JsonNode> once = new LinkedHashMap<>();
        for (ConsumerRecord<String, String> message : Published.on(bootstrapServers, topic)) {
            JsonNode value = Json.tree(message.value());
            if (message.key().equals(alert)) {
                once.putIfAbsent((value.has("id") ? value.get("id") : value.get("revision")).asText(), value);
            }
        }
        return new ArrayList<>(once.values());
    }

    /** What the records of an alert say of their trace; those that say nothing are left out. */
    public List<String> traceparents(String topic, String alert) {
        return Published.on(bootstrapServers, topic).stream()
                .filter(message -> message.key().equals(alert))
                .map(message -> message.headers().lastHeader("traceparent"))
                .filter(Objects::nonNull)
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** The transitions of an alert on its topic, by kind. */
    public List<String> transitions(String alert) {
        return told("county-alerts.v1", alert).stream()
                .map(event -> event.at("/data/transition").asText())
                .toList();
    }

    public JsonPath alert(String id) {
        return reader("/v1/alerts/" + id);
    }

    public JsonPath reader(String path) {
        return given().auth()
                .oauth2(Tokens.reader("*"))
                .when()
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public String text(String sql) {
        return database.inTransaction(connection -> {
            try (var rows = connection.createStatement().executeQuery(sql)) {
                return rows.next() ? rows.getString(1) : null;
            }
        });
    }

    public void execute(String sql) {
        database.inTransaction(connection -> connection.createStatement().executeUpdate(sql));
    }

    public void awaitAllTold() {
        await().atMost(30, SECONDS).until(() -> text("SELECT count(*) FROM outbox WHERE done_at IS NULL")
                .equals("0"));
    }
}
