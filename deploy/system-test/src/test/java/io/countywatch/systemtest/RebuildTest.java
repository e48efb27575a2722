package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two versions of the projection beside one another, as packaged processes, while the field goes on reporting. */
@Tag("guarantees")
class RebuildTest {

    private static final int EVENTS_PER_SECOND = 800;

    @TempDir
    Path folder;

    private PackagedMetrics metrics;
    private RebuildLoad load;

    @BeforeEach
    void started() {
        metrics = new PackagedMetrics(folder);
        load = new RebuildLoad(metrics.kafka(), EVENTS_PER_SECOND);
    }

    @AfterEach
    void stopped() {
        load.close();
        metrics.close();
    }

    @Test
    void a_rebuild_gives_the_same_bytes_and_is_switched_to_and_back_under_load_without_a_wrong_figure()
            throws Exception {
        PackagedService live = metrics.start(Map.of());
        await().atMost(Duration.ofSeconds(60)).until(() -> applied("projection_3") > 5_000);
        Reader reader = new Reader(live);

        PackagedService beside = metrics.start(rebuild("projection_4", 3_000));
        await().atMost(Duration.ofSeconds(90)).until(() -> applied("projection_4") + 2_000 > applied("projection_3"));
        JsonNode underLoad = compare();
        assertThat(underLoad.path("equal").asBoolean()).as(underLoad.toString()).isTrue();
        assertThat(underLoad.path("events").asLong()).isGreaterThan(5_000);
        assertThat(underLoad.path("stoodStillMillis").asLong()).isLessThan(5_000);

        assertThat(metrics.sql("SELECT publication.switch_to('projection_4')")).isEqualTo("projection_3");
        publishesFrom("projection_4", beside);
        assertThat(metrics.sql("SELECT publication.switch_to('projection_3')")).isEqualTo("projection_4");
        publishesFrom("projection_3", live);
        assertThat(metrics.sql("SELECT publication.switch_to('projection_4')")).isEqualTo("projection_3");
        publishesFrom("projection_4", beside);

        reader.stop();
        load.stop();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> applied("projection_3") == applied("projection_4") && lag(live) == 0);
        for (String table : List.of("household_event", "household_state")) {
            assertThat(metrics.sql("SELECT count(*) FROM ((TABLE projection_3.%1$s EXCEPT ALL TABLE projection_4.%1$s)"
                                    .formatted(table)
                            + " UNION ALL (TABLE projection_4.%1$s EXCEPT ALL TABLE projection_3.%1$s)) AS differ"
                                    .formatted(table)))
                    .as(table)
                    .isEqualTo("0");
        }
        assertThat(compare().path("equal").asBoolean()).isTrue();
        everySnapshotAddsUp();
        switchingAloneChangesNoContent();
        System.out.printf(
                "rebuild: %d records, compared at %d, the live version stood still for %d ms; %d reads meanwhile%n",
                load.size(),
                underLoad.path("events").asLong(),
                underLoad.path("stoodStillMillis").asLong(),
                reader.reads);
    }

    @Test
    void a_rebuild_stops_at_an_event_that_the_live_version_could_apply_and_says_where() throws Exception {
        metrics.start(Map.of());
        await().atMost(Duration.ofSeconds(60)).until(() -> applied("projection_3") > 2_000);
        Map<String, String> withoutACounty = new HashMap<>(rebuild("projection_4", 1_000));
        withoutACounty.put(
                "COUNTYWATCH_CAMPAIGN_DIR",
                CampaignCopy.in(folder).without("653222").folder().toString());

        PackagedService beside = metrics.launch(withoutACounty);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(beside.process().lastLines()).contains("the rebuild stops"));
        assertThat(metrics.status(beside, "/q/health/ready")).isEqualTo(503);
        assertThat(metrics.sql("SELECT count(*) FROM projection_4.quarantine WHERE reason <> 'conflict'"))
                .isEqualTo("0");
        String poison = metrics.sql("SELECT last_value FROM publication.poison");
        assertThat(metrics.sql("SELECT next_offset <= " + poison + " / 1000 FROM projection_4.cursor WHERE partition = "
                        + poison + " % 1000"))
                .isEqualTo("t");
        long before = applied("projection_3");
        await().atMost(Duration.ofSeconds(20)).until(() -> applied("projection_3") > before + 500);
    }

    private static Map<String, String> rebuild(String schema, int eventsPerSecond) {
        return Map.of(
                "QUARKUS_PROFILE",
                "prod,rebuild",
                "COUNTYWATCH_PROJECTION_SCHEMA",
                schema,
                "COUNTYWATCH_REBUILD_EVENTS_PER_SECOND",
                Integer.toString(eventsPerSecond));
    }

    private long applied(String schema) throws SQLException {
        return Long.parseLong(metrics.sql("SELECT coalesce(sum(next_offset), 0) FROM " + schema + ".cursor"));
    }

    private long lag(PackagedService process) throws IOException {
        return metrics.get(process, "/v1/national").path("freshness").path("lag").asLong(-1);
    }

    private JsonNode compare() throws SQLException {
        String id = metrics.sql(
                "INSERT INTO publication.comparison (live, beside) VALUES ('projection_3', 'projection_4') RETURNING"
                        + " id");
        AtomicReference<String> report = new AtomicReference<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            report.set(metrics.sql("SELECT report FROM publication.comparison WHERE ended IS NOT NULL AND id = " + id));
            return report.get() != null;
        });
        return PackagedMetrics.json(report.get());
    }

    /** Both processes answer from that version, and it goes on publishing. */
    private void publishesFrom(String schema, PackagedService process) throws SQLException {
        long snapshot = snapshot();
        await().atMost(Duration.ofSeconds(30)).until(() -> snapshot() > snapshot + 3);
        assertThat(metrics.sql("SELECT schema FROM publication.active")).isEqualTo(schema);
        assertThat(metrics.status(process, "/v1/national")).isEqualTo(200);
    }

    private long snapshot() throws SQLException {
        return Long.parseLong(metrics.sql("SELECT max(snapshot) FROM publication.published"));
    }

    /** Σ counties = households before the snapshot's positions; nothing goes back. */
    private void everySnapshotAddsUp() {
        Map<Long, List<JsonNode>> bySnapshot = new TreeMap<>();
        Map<String, Long> revisions = new HashMap<>();
        for (JsonNode county : published()) {
            bySnapshot
                    .computeIfAbsent(county.path("snapshot").asLong(), any -> new ArrayList<>())
                    .add(county);
            Long before = revisions.put(
                    county.path("county").asText(), county.path("revision").asLong());
            assertThat(before == null || before < county.path("revision").asLong())
                    .isTrue();
        }
        Map<String, Long> households = new HashMap<>();
        Map<Integer, Long> positions = new TreeMap<>();
        for (List<JsonNode> counties : bySnapshot.values()) {
            for (JsonNode county : counties) {
                households.put(county.path("county").asText(), subjects(county.path("measures")));
                county.path("positions").properties().forEach(position -> assertThat(
                                position.getValue().asLong())
                        .isGreaterThanOrEqualTo(positions.getOrDefault(Integer.valueOf(position.getKey()), 0L)));
            }
            counties.get(0)
                    .path("positions")
                    .properties()
                    .forEach(position -> positions.put(
                            Integer.valueOf(position.getKey()),
                            position.getValue().asLong()));
            assertThat(households.values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(load.householdsBefore(positions));
        }
        assertThat(bySnapshot.size()).isGreaterThan(20);
    }

    /** Nothing happens in the field: what a new leader sends is what the last one had sent. */
    private void switchingAloneChangesNoContent() throws SQLException {
        Map<String, JsonNode> before = contents();
        metrics.sql("SELECT publication.switch_to('projection_3')");
        long snapshot = snapshot();
        await().atMost(Duration.ofSeconds(30)).until(() -> snapshot() > snapshot);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(published().stream()
                        .filter(county -> county.path("snapshot").asLong() > snapshot))
                .hasSize(52));

        assertThat(contents()).isEqualTo(before);
    }

    private Map<String, JsonNode> contents() {
        Map<String, JsonNode> contents = new TreeMap<>();
        for (JsonNode county : published()) {
            ObjectNode content = county.deepCopy();
            content.remove(List.of("revision", "snapshot", "asOf", "positions"));
            contents.put(county.path("county").asText(), content);
        }
        return contents;
    }

    private static long subjects(JsonNode measures) {
        long sum = 0;
        for (JsonNode stage : measures.path("status")) {
            sum += stage.path("subjects").asLong();
        }
        return sum;
    }

    private List<JsonNode> published() {
        return WholeTopic.read(metrics.kafka(), "county-metrics.v1").stream()
                .map(county -> PackagedMetrics.json(county.value()))
                .toList();
    }

    /** Asks for the national figure again and again: households are only ever registered, so it never goes down. */
    private final class Reader {

        private final Thread thread;
        private final AtomicReference<String> wrong = new AtomicReference<>();
        private volatile boolean ends;
        private volatile long reads;

        Reader(PackagedService process) {
            thread = new Thread(() -> read(process), "reader");
            thread.start();
        }

        private void read(PackagedService process) {
            long last = 0;
            while (!ends && wrong.get() == null) {
                try {
                    JsonNode national = metrics.get(process, "/v1/national");
                    long now = subjects(national.path("measures"));
                    if (now < last) {
                        wrong.set(last + " households, then " + now);
                    }
                    last = now;
                    reads++;
                } catch (IOException e) {
                    wrong.set("no answer: " + e);
                }
            }
        }

        void stop() throws InterruptedException {
            ends = true;
            thread.join();
            assertThat(wrong.get()).isNull();
            assertThat(reads).isGreaterThan(20);
        }
    }
}
