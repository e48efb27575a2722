package io.countywatch.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.Campaigns;
import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.fold.Count;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LeadershipTest {

    private static final LocalDate MAY_28 = LocalDate.of(2020, 5, 28);
    private static final Instant NOW = MAY_28.atStartOfDay(ZoneOffset.UTC).toInstant();

    private final Leadership leader = new Leadership(
            1, Campaigns.CHINA, new Contents(Campaigns.CHINA, MetricsConfig.Clock.REPLAY), Duration.ofMinutes(10));

    @Test
    void a_new_leader_sends_every_county() {
        assertThat(counties(MAY_28)).hasSize(52);
    }

    @Test
    void what_kafka_has_acknowledged_is_sent_again_only_after_a_change_or_a_long_time() {
        acknowledge(MAY_28);

        assertThat(counties(MAY_28)).isEmpty();
        assertThat(leader.changedCounties(MAY_28, Set.of(), NOW.plusSeconds(601)))
                .hasSize(52);
        poor(MAY_28);
        assertThat(counties(MAY_28)).containsExactly("513429");
        assertThat(counties(MAY_28.plusDays(1))).hasSize(52);
    }

    @Test
    void what_was_not_acknowledged_is_sent_again_villages_too() {
        acknowledge(MAY_28);
        poor(MAY_28);

        assertThat(leader.changedVillages(MAY_28)).containsOnlyKeys("513429-001");
        assertThat(leader.changedVillages(MAY_28)).containsOnlyKeys("513429-001");
        assertThat(counties(MAY_28)).containsExactly("513429");

        acknowledge(MAY_28);
        assertThat(leader.changedVillages(MAY_28)).isEmpty();
        assertThat(counties(MAY_28)).isEmpty();
    }

    @Test
    void a_village_never_changes_without_its_countys_snapshot() {
        assertThat(leader.changedCounties(MAY_28, Set.of("513429"), NOW)).containsKey("513429");
        acknowledge(MAY_28);

        assertThat(leader.changedCounties(MAY_28, Set.of("513429"), NOW)).containsOnlyKeys("513429");
    }

    @Test
    void a_village_without_news_keeps_its_snapshot_over_the_days() {
        poor(MAY_28);
        acknowledge(MAY_28);

        assertThat(leader.changedVillages(MAY_28.plusDays(1))).isEmpty();
    }

    @Test
    void a_village_is_sent_again_with_a_day_before_that_late_data_have_restated() {
        begin(MAY_28, null);
        poor(MAY_28);
        acknowledge(MAY_28);
        begin(MAY_28.plusDays(1), MAY_28);

        poor(MAY_28);

        VillageContent content = leader.changedVillages(MAY_28.plusDays(1)).get("513429-001");
        assertThat(content.previous())
                .extracting(VillageContent.Earlier::effectiveThrough)
                .as("the day before that was never told")
                .containsExactly(MAY_28);
        assertThat(poor(content.previous().get(0).measures())).isEqualTo(8);
        assertThat(poor(content.measures())).isEqualTo(8);
    }

    @Test
    void late_data_that_leave_the_latest_day_as_it_was_are_told_too_and_once() {
        LocalDate next = MAY_28.plusDays(1);
        begin(MAY_28, MAY_28.minusDays(1));
        poor(MAY_28);
        acknowledge(MAY_28);
        begin(next, MAY_28);
        poor(next);
        acknowledge(next);

        // One of them was poor a day earlier than was known: the sum of the latest day is the same.
        enter(MAY_28, 1);
        enter(next, -1);

        VillageContent content = leader.changedVillages(next).get("513429-001");
        assertThat(poor(content.measures())).isEqualTo(8);
        assertThat(poor(content.previous().get(0).measures())).isEqualTo(8);
        acknowledge(next);
        assertThat(leader.changedVillages(next)).isEmpty();
        begin(next.plusDays(1), next);
        assertThat(leader.changedVillages(next.plusDays(1)))
                .as("the day alone is no news, also with a day before it")
                .isEmpty();
        begin(next.plusDays(2), next.plusDays(1));
        assertThat(leader.changedVillages(next.plusDays(2))).isEmpty();
    }

    @Test
    void what_was_told_stays_in_a_snapshot_until_its_day_is_final_so_that_none_need_be_read() {
        LocalDate next = MAY_28.plusDays(1);
        begin(MAY_28, MAY_28.minusDays(1));
        poor(MAY_28);
        acknowledge(MAY_28);
        begin(next, MAY_28);
        poor(MAY_28);
        acknowledge(next);

        poor(next);
        assertThat(leader.changedVillages(next).get("513429-001").previous())
                .extracting(VillageContent.Earlier::effectiveThrough)
                .containsExactly(MAY_28);
        acknowledge(next);
        begin(next.plusDays(1), next);
        poor(next.plusDays(1));
        assertThat(leader.changedVillages(next.plusDays(1)).get("513429-001").previous())
                .extracting(VillageContent.Earlier::effectiveThrough)
                .containsExactly(MAY_28);
        acknowledge(next.plusDays(1));
        begin(next.plusDays(2), next.plusDays(1));
        poor(next.plusDays(2));
        assertThat(leader.changedVillages(next.plusDays(2)).get("513429-001").previous())
                .isEmpty();
    }

    @Test
    void days_that_no_snapshot_was_of_are_not_told_when_a_log_is_caught_up_with() {
        begin(MAY_28, MAY_28.minusDays(1));
        poor(MAY_28);
        acknowledge(MAY_28);
        begin(MAY_28.plusDays(3), MAY_28);
        poor(MAY_28.plusDays(1));
        poor(MAY_28.plusDays(2));

        assertThat(leader.changedVillages(MAY_28.plusDays(3)).get("513429-001").previous())
                .isEmpty();
    }

    @Test
    void a_new_leader_tells_what_was_received_after_its_day() {
        leader.begin(MAY_28.plusDays(1), MAY_28.plusDays(1));
        enter(MAY_28, 1, MAY_28);
        assertThat(leader.changedVillages(MAY_28.plusDays(1)).get("513429-001").previous())
                .isEmpty();

        enter(MAY_28, 1, MAY_28.plusDays(1));

        assertThat(leader.changedVillages(MAY_28.plusDays(1)).get("513429-001").previous())
                .extracting(VillageContent.Earlier::effectiveThrough)
                .containsExactly(MAY_28);
    }

    @Test
    void by_the_clock_on_the_wall_a_new_leader_tells_what_came_before_midnight_after_the_last_snapshot() {
        for (LocalDate lastDay : List.of(MAY_28, MAY_28.minusDays(1))) {
            Leadership wall = new Leadership(
                    1,
                    Campaigns.CHINA,
                    new Contents(Campaigns.CHINA, MetricsConfig.Clock.WALL),
                    Duration.ofMinutes(10));
            LocalDate today = MAY_28.plusDays(1);
            wall.begin(today, lastDay);
            Ledger.enter(wall.book(), "513429", "513429-001", "status", "POOR", MAY_28, MAY_28, NOW, new Count(1, 4));

            assertThat(wall.changedVillages(today).get("513429-001").previous())
                    .extracting(VillageContent.Earlier::effectiveThrough)
                    .as("last snapshot of %s", lastDay)
                    .contains(MAY_28);
        }
    }

    private void begin(LocalDate day, LocalDate lastDay) {
        leader.seen("1:1:");
        leader.begin(day, lastDay);
    }

    private static long poor(Map<String, ? extends Map<String, Count>> measures) {
        return measures.get("status").get("POOR").persons();
    }

    private void poor(LocalDate day) {
        enter(day, 1);
    }

    private void enter(LocalDate day, int households) {
        enter(day, households, day);
    }

    private void enter(LocalDate day, int households, LocalDate received) {
        Count count = new Count(households, 4L * households);
        Ledger.enter(leader.book(), "513429", "513429-001", "status", "POOR", day, received, NOW, count);
    }

    private Set<String> counties(LocalDate day) {
        return leader.changedCounties(day, Set.of(), NOW).keySet();
    }

    private void acknowledge(LocalDate day) {
        List<VillageSnapshot> villages = new ArrayList<>();
        leader.changedVillages(day)
                .forEach((code, content) -> villages.add(new VillageSnapshot(code, "513429", 1, 1, NOW, content)));
        List<CountySnapshot> counties = new ArrayList<>();
        Map<String, CountyContent> changed = leader.changedCounties(day, Set.of(), NOW);
        changed.forEach((code, content) -> counties.add(new CountySnapshot(code, 1, 1, NOW, new TreeMap<>(), content)));
        leader.acknowledged(new Tick("", counties, villages, day, 0), NOW);
    }
}
