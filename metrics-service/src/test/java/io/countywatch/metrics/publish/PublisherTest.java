package io.countywatch.metrics.publish;

import static io.countywatch.metrics.FieldEvent.ofType;
import static io.countywatch.metrics.FieldEvent.status;
import static io.countywatch.metrics.MetricsApi.county;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.Contracts;
import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.TestServers;
import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.reading.LogEnd;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Publishing to the real broker, by the running service and by instances of the test's own. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class PublisherTest {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    PublishStore store;

    @Inject
    RollUp rollUp;

    @Inject
    LogEnd logEnd;

    @Inject
    SnapshotSender sender;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Inject
    Campaign campaign;

    @Inject
    MetricsConfig config;

    @Inject
    Clock clock;

    @Inject
    PublishMetrics metrics;

    @Test
    void every_county_of_the_campaign_is_published_also_without_events_and_all_in_the_contracts_form() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(Published.counties())
                .containsOnlyKeys(campaign.units(CampaignUnit.Level.COUNTY).stream()
                        .map(CampaignUnit::code)
                        .toList()));

        Published.on("county-metrics.v1")
                .forEach(message -> assertThat(Contracts.errors("county-metrics.v1", message.value()))
                        .isEmpty());
    }

    @Test
    void a_revision_rises_by_one_with_content_and_nobody_elses_does() {
        county("653126", status("rev-1", "POOR").county("653126").append());
        Map<String, Long> before = quiet();

        county("653126", status("rev-2", "POOR").county("653126").append());

        Map<String, Long> expected = new HashMap<>(before);
        expected.merge("653126", 1L, Long::sum);
        assertThat(quiet()).isEqualTo(expected);
    }

    @Test
    void figures_of_a_small_history_are_those_counted_by_hand() {
        String day = LocalDate.now(clock.withZone(campaign.timeZone())).toString();
        String lastWeek =
                LocalDate.now(clock.withZone(campaign.timeZone())).minusDays(7).toString();
        var lifted = status("hand-1", "LIFTED")
                .county("653125")
                .at(lastWeek + "T08:00:00+08:00")
                .recorded(clock.instant());
        var poor = status("hand-2", "POOR")
                .county("653125")
                .at(day + "T00:00:00+08:00")
                .recorded(clock.instant())
                .data("{\"status\":\"POOR\",\"persons\":3,\"village\":\"653125-001\"}");
        var relapsed = status("hand-1", "RELAPSED")
                .county("653125")
                .at(day + "T00:00:00+08:00")
                .recorded(clock.instant());

        county("653125", io.countywatch.metrics.FieldEvent.append(lifted, poor, relapsed));
        quiet();

        JsonNode snapshot = Published.counties().get("653125");
        assertThat(snapshot.get("effectiveThrough").asText()).isEqualTo(day);
        assertThat(snapshot.at("/measures/status/RELAPSED/persons").asInt()).isEqualTo(4);
        assertThat(snapshot.at("/measures/status/POOR/persons").asInt()).isEqualTo(3);
        assertThat(snapshot.at("/measures/status").size()).isEqualTo(2);
        assertThat(snapshot.at("/windows/status/11").asInt()).isEqualTo(4);
        assertThat(snapshot.at("/windows/status/12").asInt()).isEqualTo(-4);
        assertThat(snapshot.at("/relapse/relapsed90d").asInt()).isEqualTo(1);
        assertThat(snapshot.at("/villages/reporting").asInt()).isEqualTo(1);
        assertThat(snapshot.at("/late/share7d").asDouble()).isEqualTo(0.333);
        assertThat(snapshot.get("lastReportAt").asText()).startsWith(day.substring(0, 4));
        List<String> villages = Published.on("village-metrics.v1").stream()
                .filter(message -> message.key().equals("653125-001"))
                .map(message -> message.value())
                .toList();
        assertThat(villages).hasSize(1);
        assertThat(Contracts.errors("village-metrics.v1", villages.get(0))).isEmpty();
        assertThat(Published.json(villages.get(0)).get("county").asText()).isEqualTo("653125");
    }

    /** A day goes by for a publisher of the test's own. */
    @Test
    void late_data_restate_the_day_before_of_a_village_and_its_figures_are_those_counted_from_the_events()
            throws SQLException {
        ShiftedClock shifted = new ShiftedClock(clock, Duration.ofDays(-1));
        LocalDate today = LocalDate.now(clock.withZone(campaign.timeZone()));
        LocalDate yesterday = today.minusDays(1);
        List<Lifted> onTime = List.of(
                new Lifted("late-1", "653125-007", yesterday.minusDays(9), 3),
                new Lifted("late-2", "653125-007", yesterday, 5),
                new Lifted("late-3", "653125-008", yesterday, 2));
        List<Lifted> afterwards = List.of(
                new Lifted("late-4", "653125-007", yesterday, 7),
                new Lifted("late-5", "653125-007", today, 1),
                new Lifted("late-6", "653125-008", today, 4));
        List<Lifted> all = new ArrayList<>(onTime);
        all.addAll(afterwards);
        county("653125", append(onTime, shifted.instant()));
        Publisher other = publisher(sender, logEnd, shifted);
        takeOver(other);
        JsonNode before = Published.village("653125-007");

        shifted.by = Duration.ZERO;
        append(afterwards, clock.instant());
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            other.tick();
            return lifted(Published.village("653125-007")) == counted(all, "653125-007", today)
                    && lifted(Published.village("653125-008")) == counted(all, "653125-008", today);
        });

        JsonNode now = Published.village("653125-007");
        other.resign();
        assertThat(before.get("effectiveThrough").asText()).isEqualTo(yesterday.toString());
        assertThat(lifted(before)).isEqualTo(counted(onTime, "653125-007", yesterday));
        assertThat(now.get("effectiveThrough").asText()).isEqualTo(today.toString());
        assertThat(lifted(now)).isEqualTo(counted(all, "653125-007", today));
        // Of nine days before, received yesterday: that restated the two days before yesterday.
        assertThat(now.get("previous"))
                .extracting(day -> day.get("effectiveThrough").asText())
                .containsExactly(
                        yesterday.toString(),
                        yesterday.minusDays(1).toString(),
                        yesterday.minusDays(2).toString());
        JsonNode restated = now.get("previous").get(0);
        assertThat(lifted(restated))
                .isEqualTo(counted(all, "653125-007", yesterday))
                .isNotEqualTo(lifted(before));
        assertThat(lifted(now.get("previous").get(1))).isEqualTo(counted(all, "653125-007", yesterday.minusDays(1)));
        assertThat(restated.at("/windows/status/12").asLong())
                .isEqualTo(counted(all, "653125-007", yesterday) - counted(all, "653125-007", yesterday.minusDays(7)));
        assertThat(Contracts.errors("village-metrics.v1", now.toString())).isEmpty();
        JsonNode onTimeOnly = Published.village("653125-008");
        assertThat(onTimeOnly.has("previous")).isFalse();
    }

    /** Somebody in a household of a village who is lifted on a day. */
    private record Lifted(String household, String village, LocalDate day, int persons) {}

    private static String append(List<Lifted> lifted, Instant recorded) {
        return io.countywatch.metrics.FieldEvent.append(lifted.stream()
                .map(one -> status(one.household(), "LIFTED")
                        .county("653125")
                        .at(one.day() + "T00:00:00+08:00")
                        .recorded(recorded)
                        .data("{\"status\":\"LIFTED\",\"persons\":%d,\"village\":\"%s\"}"
                                .formatted(one.persons(), one.village())))
                .toArray(io.countywatch.metrics.FieldEvent[]::new));
    }

    private static long counted(List<Lifted> lifted, String village, LocalDate through) {
        return lifted.stream()
                .filter(one -> one.village().equals(village) && !one.day().isAfter(through))
                .mapToLong(Lifted::persons)
                .sum();
    }

    private static long lifted(JsonNode figures) {
        return figures.at("/measures/status/LIFTED/persons").asLong();
    }

    @Test
    void what_is_quarantined_is_told_once_it_is_committed_in_the_contracts_form() {
        ofType("household.born.v1", "told-1", "{}").county("653125").append();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(Published.on("household-quarantine.v1"))
                .anySatisfy(message -> {
                    assertThat(message.key()).isEqualTo("told-1");
                    assertThat(Contracts.errors("household-quarantine.v1", message.value()))
                            .isEmpty();
                }));
    }

    @Test
    void another_instance_leads_only_when_the_lease_has_run_out_and_then_sends_everything() throws SQLException {
        Outbox outbox = new Outbox();
        Publisher other = publisher(outbox);
        quiet();
        assertThat(other.tick()).isFalse();
        assertThat(outbox.sent).isEmpty();

        Map<String, Long> before = Published.revisions();
        takeOver(other);

        assertThat(outbox.sent).hasSize(52);
        outbox.sent.forEach(snapshot -> assertThat(snapshot.revision()).isGreaterThan(before.get(snapshot.county())));
        other.tick();
        assertThat(outbox.sent).hasSize(52);
        other.resign();
    }

    @Test
    void revisions_that_kafka_did_not_acknowledge_are_sent_again_under_the_next_ones() throws SQLException {
        Outbox outbox = new Outbox();
        outbox.fails = true;
        Publisher other = publisher(outbox);
        assertThatThrownBy(() -> takeOver(other)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(other::tick).isInstanceOf(IllegalStateException.class);
        List<CountySnapshot> unacknowledged = List.copyOf(outbox.sent);

        outbox.fails = false;
        outbox.sent.clear();
        other.tick();

        assertThat(outbox.sent).hasSize(52);
        for (int i = 0; i < 52; i++) {
            assertThat(outbox.sent.get(i).revision())
                    .isEqualTo(unacknowledged.get(52 + i).revision() + 1);
        }
        other.resign();
    }

    @Test
    void rows_of_a_restored_dump_with_the_ids_of_another_server_are_read_once() throws SQLException {
        Publisher other = publisher(new Outbox());
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    WITH counted AS (
                        INSERT INTO county_counter VALUES ('653222', 'status', 'POOR', 999, 1, 4)),
                    named AS (
                        INSERT INTO ledger_series (measure, stage) VALUES ('status', 'POOR')
                        ON CONFLICT (measure, stage) DO UPDATE SET stage = excluded.stage RETURNING id)
                    INSERT INTO ledger_segment
                    SELECT '653222', '{0}', ARRAY[id], '{18263}', '{1577923200000000}', '{1}', '{4}', 1577923200000000,
                           false, '9000000000000000000'
                    FROM named
                    """);
        }

        takeOver(other);

        assertThat(other.tick()).isTrue();
        assertThat(other.tick()).isTrue();
        other.resign();
    }

    /** Then events go before snapshots, which come less often. */
    @Test
    void a_backlog_is_more_records_than_come_while_the_machine_holds_its_breath() throws SQLException {
        LongerLog longer = new LongerLog(kafka);
        Publisher other = publisher(new Outbox(), longer);
        quiet();

        longer.more = 20_000;
        takeOver(other);
        assertThat(other.behind()).isFalse();

        longer.more = 20_001;
        other.tick();
        assertThat(other.behind()).isTrue();

        longer.more = 0;
        other.tick();
        assertThat(other.behind()).isFalse();
        other.resign();
        longer.close();
    }

    /** Revisions when nothing has changed for some ticks. */
    private static Map<String, Long> quiet() {
        List<Map<String, Long>> seen = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    seen.add(Published.revisions());
                    int size = seen.size();
                    return size > 2
                            && seen.get(size - 1).size() == 52
                            && seen.get(size - 1).equals(seen.get(size - 2))
                            && seen.get(size - 2).equals(seen.get(size - 3));
                });
        return seen.get(seen.size() - 1);
    }

    private void takeOver(Publisher other) throws SQLException {
        boolean leads = false;
        while (!leads) {
            try (var connection = dataSource.getConnection();
                    var statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE lease SET until = now() - interval '1 s'");
            }
            leads = other.tick();
        }
    }

    private Publisher publisher(SnapshotSender sender) {
        return publisher(sender, logEnd);
    }

    private Publisher publisher(SnapshotSender sender, LogEnd logEnd) {
        return publisher(sender, logEnd, clock);
    }

    private Publisher publisher(SnapshotSender sender, LogEnd logEnd, Clock clock) {
        return new Publisher(
                dataSource,
                store,
                new LedgerReader(campaign),
                rollUp,
                sender,
                logEnd,
                campaign,
                config,
                clock,
                metrics);
    }

    /** Another clock, ahead or behind. */
    private static final class ShiftedClock extends Clock {

        private final Clock clock;
        private Duration by;

        ShiftedClock(Clock clock, Duration by) {
            this.clock = clock;
            this.by = by;
        }

        @Override
        public Instant instant() {
            return clock.instant().plus(by);
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    /** As if somebody had appended more. */
    private static final class LongerLog extends LogEnd {

        private long more;

        LongerLog(Map<String, Object> kafka) {
            super(kafka);
        }

        @Override
        public Map<Integer, Long> of(String name) {
            Map<Integer, Long> ends = new HashMap<>(super.of(name));
            ends.merge(0, more, Long::sum);
            return ends;
        }
    }

    /** Keeps what it is asked to send. */
    private static final class Outbox extends SnapshotSender {

        private final List<CountySnapshot> sent = new ArrayList<>();
        private boolean fails;

        Outbox() {
            super(null, null, null, null, null);
        }

        @Override
        void counties(Collection<CountySnapshot> snapshots) {
            sent.addAll(snapshots);
            if (fails) {
                throw new IllegalStateException("Kafka is away");
            }
        }

        @Override
        void villages(Collection<VillageSnapshot> snapshots) {}
    }
}
