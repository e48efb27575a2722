package io.countywatch.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.Campaigns;
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

    private final Leadership leader =
            new Leadership(1, Campaigns.CHINA, new Contents(Campaigns.CHINA), Duration.ofMinutes(10));

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

    private void poor(LocalDate day) {
        var count = new io.countywatch.metrics.fold.Count(1, 4);
        Ledger.enter(leader.book(), "513429", "513429-001", "status", "POOR", day, day, NOW, count);
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
