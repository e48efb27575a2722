package io.countywatch.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.metrics.HistoryOracle;
import io.countywatch.metrics.HistoryOracle.AsOf;
import io.countywatch.metrics.ReferenceCampaign;
import io.countywatch.metrics.TestServers;
import io.countywatch.metrics.publish.PlayedHistory.Logged;
import io.countywatch.metrics.publish.PlayedHistory.Mover;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What consumers of the topics are told of a generated history, against an oracle that knows the events and the design. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SnapshotsOracleTest {

    private PlayedHistory history;
    private List<Snapshot> snapshots;

    @BeforeEach
    void play() {
        history = PlayedHistory.once();
        snapshots = snapshots();
    }

    @Test
    void what_is_told_last_of_every_county_is_what_the_events_come_to_also_on_the_days_before() {
        HistoryOracle oracle = history.oracle();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Map<String, JsonNode> last = Published.counties();
            for (String county : PlayedHistory.COUNTIES) {
                JsonNode snapshot = last.get(county);
                LocalDate day = day(snapshot);
                assertThat(SnapshotOracle.told(snapshot))
                        .as("seed %d county %s", history.seed(), county)
                        .isEqualTo(SnapshotOracle.county(oracle, county, day));
                assertThat(snapshot.at("/late/share7d").asDouble())
                        .as("seed %d late in county %s", history.seed(), county)
                        .isCloseTo(
                                SnapshotOracle.lateShare7d(oracle, county, day),
                                within(SnapshotOracle.lateTolerance(
                                        oracle, county, day, county.equals(PlayedHistory.COUNTIES.get(0)))));
                assertThat(snapshot.get("previous")).hasSize(3);
                for (JsonNode earlier : snapshot.get("previous")) {
                    assertThat(SnapshotOracle.told(earlier))
                            .as("seed %d county %s on %s", history.seed(), county, day(earlier))
                            .isEqualTo(SnapshotOracle.county(oracle, county, day(earlier)));
                }
            }
        });
    }

    @Test
    void what_is_told_last_of_every_village_is_what_the_events_come_to() {
        HistoryOracle oracle = history.oracle();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Map<String, JsonNode> last = new HashMap<>();
            Published.on("village-metrics.v1")
                    .forEach(message -> last.put(message.key(), Published.json(message.value())));
            for (String county : PlayedHistory.COUNTIES) {
                for (String village : ReferenceCampaign.villages(county)) {
                    JsonNode snapshot = last.get(village);
                    assertThat(snapshot == null ? Map.of() : SnapshotOracle.told(snapshot))
                            .as("seed %d village %s", history.seed(), village)
                            .isEqualTo(SnapshotOracle.village(
                                    oracle, village, snapshot == null ? history.lastDay() : day(snapshot)));
                    if (snapshot != null && snapshot.has("previous")) {
                        snapshot.get("previous").forEach(earlier -> assertThat(SnapshotOracle.told(earlier))
                                .as("seed %d village %s on %s", history.seed(), village, day(earlier))
                                .isEqualTo(SnapshotOracle.village(oracle, village, day(earlier))));
                    }
                }
            }
            assertThat(last.keySet())
                    .as("villages that the campaign does not know have no snapshot")
                    .noneMatch(village -> village.contains("-x"));
        });
    }

    @Test
    void counties_add_up_to_households_in_every_snapshot_and_each_is_what_the_log_says_up_to_its_positions() {
        List<Logged> log = history.log();
        Set<Map<String, String>> seen = new HashSet<>();
        for (Snapshot snapshot : snapshots) {
            HistoryOracle oracle = new HistoryOracle(log.stream()
                    .filter(logged -> logged.isIn(snapshot.any()))
                    .map(Logged::event)
                    .toList());
            LocalDate day = day(snapshot.any());
            long households = 0;
            for (String county : PlayedHistory.COUNTIES) {
                JsonNode latest = snapshot.latest().get(county);
                assertThat(SnapshotOracle.measuresTold(latest))
                        .as("seed %d snapshot %d county %s", history.seed(), snapshot.number(), county)
                        .isEqualTo(SnapshotOracle.measures(oracle, HistoryOracle.county(county), day));
                households += subjects(latest);
                seen.add(SnapshotOracle.measuresTold(latest));
            }
            assertThat(households)
                    .as("seed %d snapshot %d", history.seed(), snapshot.number())
                    .isEqualTo(oracle.households(AsOf.now(day)));
            assertThat(snapshot.ofOthers())
                    .as("seed %d snapshot %d: nobody was counted elsewhere", history.seed(), snapshot.number())
                    .isEqualTo(snapshots.get(0).ofOthers());
        }
        assertThat(seen).as("several parts, each published").hasSizeGreaterThan(20);
    }

    @Test
    void a_household_that_moves_is_taken_out_and_put_in_under_each_measure_in_one_snapshot() {
        Map<String, Integer> moved = new TreeMap<>();
        moved.put("status/POOR", 5);
        moved.put("renovation/STARTED", 2);
        moved.put("training/COMPLETED", 1);
        moved.put("training/PLACED", 1);
        moved.put("placement/EMPLOYMENT", 1);
        Map<String, String> out = change(moved, -1);
        Map<String, String> in = change(moved, 1);
        // Moving in is what completes it; the persons are the household's.
        out.put("measures/resettlement/STARTED", "-1 with -5");
        in.put("measures/resettlement/COMPLETED", "1 with 5");
        String from = PlayedHistory.COUNTIES.get(0);
        String to = PlayedHistory.COUNTIES.get(1);

        assertThat(changes(5)).containsExactly(Map.entry(from, out), Map.entry(to, in));
        assertThat(villageChanges(5)).containsExactly(Map.entry(Mover.FROM, out), Map.entry(Mover.TO, in));

        moved.put("resettlement/COMPLETED", 5);
        assertThat(changes(6)).containsExactly(Map.entry(from, change(moved, 1)), Map.entry(to, change(moved, -1)));
        assertThat(villageChanges(6)).containsExactly(Map.entry(Mover.TO, change(moved, -1)));
    }

    private static Map<String, String> change(Map<String, Integer> persons, int sign) {
        Map<String, String> change = new TreeMap<>();
        persons.forEach((figure, count) -> change.put("measures/" + figure, sign + " with " + sign * count));
        return change;
    }

    /** What the snapshot that an event of the mover came with changed, by county that was published with it. */
    private SortedMap<String, Map<String, String>> changes(int event) {
        int at = firstWith(event);
        SortedMap<String, Map<String, String>> changes = new TreeMap<>();
        snapshots
                .get(at)
                .published()
                .forEach((county, now) -> changes.put(
                        county, difference(snapshots.get(at - 1).latest().get(county), now)));
        changes.values().removeIf(Map::isEmpty);
        return changes;
    }

    private SortedMap<String, Map<String, String>> villageChanges(int event) {
        long number = snapshots.get(firstWith(event)).number();
        Map<String, JsonNode> before = new HashMap<>();
        SortedMap<String, Map<String, String>> changes = new TreeMap<>();
        Published.on("village-metrics.v1").forEach(message -> {
            JsonNode village = Published.json(message.value());
            if (village.get("snapshot").asLong() < number) {
                before.put(message.key(), village);
            } else if (village.get("snapshot").asLong() == number) {
                changes.put(message.key(), difference(before.get(message.key()), village));
            }
        });
        changes.values().removeIf(Map::isEmpty);
        return changes;
    }

    private int firstWith(int event) {
        String id = history.mover().id(event);
        Logged logged = history.log().stream()
                .filter(one -> one.event().stamp().id().equals(id))
                .findFirst()
                .orElseThrow();
        int at = 0;
        while (!logged.isIn(snapshots.get(at).any())) {
            at++;
        }
        return at;
    }

    private static Map<String, String> difference(JsonNode before, JsonNode now) {
        Map<String, long[]> counts = new TreeMap<>();
        add(before, -1, counts);
        add(now, 1, counts);
        Map<String, String> difference = new TreeMap<>();
        counts.forEach((figure, count) -> {
            if (count[0] != 0 || count[1] != 0) {
                difference.put(figure, count[0] + " with " + count[1]);
            }
        });
        return difference;
    }

    private static void add(JsonNode snapshot, int sign, Map<String, long[]> to) {
        if (snapshot != null) {
            SnapshotOracle.measuresTold(snapshot).forEach((figure, count) -> {
                String[] parts = count.split(" with ");
                long[] sum = to.computeIfAbsent(figure, any -> new long[2]);
                sum[0] += sign * Long.parseLong(parts[0]);
                sum[1] += sign * Long.parseLong(parts[1]);
            });
        }
    }

    /**
     * One publication.
     *
     * @param published counties that were published with it
     * @param latest every county's latest up to it
     */
    private record Snapshot(long number, Map<String, JsonNode> published, Map<String, JsonNode> latest) {

        /** All of one publication have the same positions. */
        JsonNode any() {
            return published.values().iterator().next();
        }

        long ofOthers() {
            return latest.entrySet().stream()
                    .filter(county -> !PlayedHistory.COUNTIES.contains(county.getKey()))
                    .mapToLong(county -> subjects(county.getValue()))
                    .sum();
        }
    }

    /** From the first one that holds something of the history to the last while it was played, in order. */
    private List<Snapshot> snapshots() {
        SortedMap<Long, Map<String, JsonNode>> published = new TreeMap<>();
        Published.on("county-metrics.v1").forEach(message -> {
            JsonNode county = Published.json(message.value());
            published
                    .computeIfAbsent(county.get("snapshot").asLong(), any -> new TreeMap<>())
                    .put(message.key(), county);
        });
        List<Logged> log = history.log();
        Map<String, JsonNode> latest = new TreeMap<>();
        List<Snapshot> snapshots = new ArrayList<>();
        published.forEach((number, counties) -> {
            latest.putAll(counties);
            Snapshot snapshot = new Snapshot(number, counties, new TreeMap<>(latest));
            if (history.isOfIt(number) && log.stream().anyMatch(logged -> logged.isIn(snapshot.any()))) {
                snapshots.add(snapshot);
            }
        });
        return snapshots;
    }

    private static long subjects(JsonNode county) {
        long subjects = 0;
        for (JsonNode stage : county.at("/measures/status")) {
            subjects += stage.get("subjects").asLong();
        }
        return subjects;
    }

    private static LocalDate day(JsonNode snapshot) {
        return LocalDate.parse(snapshot.get("effectiveThrough").asText());
    }
}
