package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** Days go by while versions are filled and switched: so what takes several evaluations to fire or to end can happen. */
    private static final Map<String, String> REPLAY = Map.of("COUNTYWATCH_CLOCK", "replay");

    /** So that hardly anything that is published is judged only together with what came after it. */
    private static final Map<String, String> ALERTS =
            Map.of("COUNTYWATCH_CLOCK", "replay", "COUNTYWATCH_EVALUATION_REVISION_DELAY", "1s");

    /** Those that the service brings, but for steps of escalation, which days that go by bring about. */
    private static final String RULES =
            """
            rules:
              - id: county-behind-schedule
              - id: county-silent
              - id: county-falling-back
              - id: province-behind-schedule
              - id: pipeline-stale
            inhibit:
              - { source: province-behind-schedule, target: county-behind-schedule, equal: [province, measure] }
              - { source: pipeline-stale, target: "*" }
            tests:
              - name: behind
                rule: county-behind-schedule
                days: [{ status: BEHIND, lagDays: 9, probabilityOnTime: 0.1, times: 2, expect: FIRING, severity: warning },
                       { status: CRITICAL, lagDays: 30, probabilityOnTime: 0.01, expect: FIRING, severity: critical }]
              - { name: silent, rule: county-silent, days: [{ silent: true, times: 2, expect: FIRING }] }
              - { name: back, rule: county-falling-back, days: [{ fallingBack: BEHIND, times: 2, expect: FIRING }] }
              - name: a province
                rule: province-behind-schedule
                days: [{ status: BEHIND, lagDays: 9, probabilityOnTime: 0.1, times: 2, expect: FIRING, severity: warning },
                       { status: CRITICAL, lagDays: 30, probabilityOnTime: 0.01, expect: FIRING, severity: critical }]
              - { name: stale, rule: pipeline-stale, days: [{ stale: true, expect: FIRING }] }
            """;

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
    void a_rebuild_gives_the_same_bytes_and_is_switched_to_and_back_under_load_without_a_wrong_figure_or_an_alert()
            throws Exception {
        PackagedService live = metrics.start(REPLAY);
        PackagedService alerts = metrics.startAlerts(CampaignCopy.in(folder).rules(RULES), ALERTS);
        load.begin();
        await().atMost(Duration.ofSeconds(60)).until(() -> applied("projection_3") > 5_000);
        ToldAlerts before = awaitWhatLags();
        String lastTick = metrics.alertsSql("SELECT max(id) FROM tick");
        Reader reader = new Reader(live);

        Map<String, String> rebuild = new HashMap<>(rebuild("projection_4", 3_000));
        rebuild.putAll(REPLAY);
        PackagedService beside = metrics.start(rebuild);
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
        switchingAloneChangesNoContent();
        noAlertWasCausedSince(before, alerts);
        int judged = Integer.parseInt(
                metrics.alertsSql("SELECT count(DISTINCT day) FROM tick WHERE assessments > 0 AND id > " + lastTick));
        assertThat(judged)
                .as("days in which an alert can be raised, which takes two")
                .isGreaterThan(2);
        everySnapshotAddsUp();
        whoDropsWhatIsNotNewerHasTheLastFigures(live);
        System.out.printf(
                "rebuild: %d records, compared at %d, the live version stood still for %d ms; %d reads meanwhile,"
                        + " %d campaign days judged, %d alerts stood%n",
                load.size(),
                underLoad.path("events").asLong(),
                underLoad.path("stoodStillMillis").asLong(),
                reader.reads,
                judged,
                before.standing().size());
    }

    /** Before anything is rebuilt: everybody who lags is told of, and nobody else. */
    private ToldAlerts awaitWhatLags() throws IOException {
        Set<String> lags = new TreeSet<>();
        lags.add("province-behind-schedule:51:status critical");
        for (String county : new CampaignCopy(CampaignCopy.ORIGINAL).counties()) {
            if (RebuildLoad.BEHIND.contains(county)) {
                lags.add("county-behind-schedule:" + county + ":status critical");
                lags.add("county-falling-back:" + county + ":status warning");
            } else if (!RebuildLoad.AHEAD.contains(county)) {
                lags.add("county-silent:" + county + ": warning");
            }
        }
        AtomicReference<ToldAlerts> told = new AtomicReference<>();
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            told.set(ToldAlerts.on(metrics.kafka()));
            assertThat(told.get().standing()).isEqualTo(lags);
        });
        return told.get();
    }

    /**
     * The load changes no verdict, so every transition would be the rebuild's. Asked when everything that was published has been
     * judged and told, that of after the last switch too.
     */
    private void noAlertWasCausedSince(ToldAlerts before, PackagedService alerts) throws SQLException {
        JsonNode published = PackagedMetrics.json(
                metrics.sql("SELECT jsonb_object_agg(county, revision)::text FROM publication.published"));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(PackagedMetrics.json(metrics.alertsSql(
                        "SELECT revisions::text FROM tick WHERE assessments > 0 ORDER BY id DESC LIMIT 1")))
                .isEqualTo(published));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> metrics.alertsSql("SELECT count(*) FROM outbox WHERE done_at IS NULL")
                        .equals("0"));
        ToldAlerts after = ToldAlerts.on(metrics.kafka());
        assertThat(after.since(before)).isEmpty();
        assertThat(after.everRaised()).doesNotContainAnyElementsOf(RebuildLoad.AHEAD);

        Map<String, Double> read = new TreeMap<>(alerts.scrape());
        read.keySet().removeIf(series -> !series.startsWith("alert_snapshots_total{"));
        assertThat(read)
                .as("every snapshot of a county was news")
                .isEqualTo(Map.of("alert_snapshots_total{outcome=\"taken\"}", (double)
                        published().size()));
    }

    @Test
    void a_rebuild_stops_at_an_event_that_the_live_version_could_apply_and_says_where() throws Exception {
        load.begin();
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
        return metrics.get(process, "/v1/national")
                .path("freshness")
                .path("lag")
                .asLong(-1);
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
        Set<LocalDate> days = new TreeSet<>();
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
            LocalDate day =
                    LocalDate.parse(counties.get(0).path("effectiveThrough").asText());
            if (!day.isBefore(RebuildLoad.FIRST_PUBLISHED)) {
                assertThat(households.values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                        .isEqualTo(load.householdsBefore(positions));
                days.add(day);
            }
        }
        assertThat(bySnapshot.size()).isGreaterThan(20);
        assertThat(days.size()).isGreaterThan(5);
    }

    /** What a consumer has in the end that drops every revision that is not newer. */
    private void whoDropsWhatIsNotNewerHasTheLastFigures(PackagedService live) throws IOException {
        Map<String, JsonNode> kept = new TreeMap<>();
        for (JsonNode county : published()) {
            kept.merge(
                    county.path("county").asText(),
                    county,
                    (last, next) -> next.path("revision").asLong()
                                    > last.path("revision").asLong()
                            ? next
                            : last);
        }
        String day = kept.values().iterator().next().path("effectiveThrough").asText();
        JsonNode figures = metrics.get(live, "/v1/counties?limit=100&effective=" + day);
        assertThat(figures.path("items")).hasSize(kept.size());
        for (JsonNode county : figures.path("items")) {
            assertThat(kept.get(county.path("code").asText()).path("measures"))
                    .as(county.path("code").asText())
                    .isEqualTo(county.path("measures"));
        }
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
