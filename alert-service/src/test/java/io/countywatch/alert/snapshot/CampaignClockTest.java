package io.countywatch.alert.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.startup.AlertConfig;
import io.countywatch.local.infrastructure.Project;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which kind of publications the service reads by the setting {@code countywatch.clock}: on the wall, of running days. */
class CampaignClockTest {

    private static final LocalDate MAY_1 = LocalDate.of(2020, 5, 1);
    private static final Campaign CHINA = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));

    @Test
    void on_the_wall_a_day_is_complete_when_the_next_one_runs_in_a_replay_when_it_was_published() {
        assertThat(complete(AlertConfig.ClockKind.WALL)).containsExactly(MAY_1.minusDays(1));
        assertThat(complete(AlertConfig.ClockKind.REPLAY)).containsExactly(MAY_1);
    }

    @Test
    void on_the_wall_villages_tell_of_the_day_before() {
        assertThat(toldOfTheDayBefore(AlertConfig.ClockKind.WALL)).isTrue();
        assertThat(toldOfTheDayBefore(AlertConfig.ClockKind.REPLAY)).isFalse();
    }

    private static List<LocalDate> complete(AlertConfig.ClockKind clock) {
        Snapshots snapshots = new SnapshotConsumer.Producer().snapshots(CHINA, config(clock));
        SnapshotRecord.Earlier before =
                new SnapshotRecord.Earlier(MAY_1.minusDays(1), Map.of(), Map.of(), null, null, null);
        CHINA.units()
                .of(Level.COUNTY)
                .forEach(county -> snapshots.accept(new SnapshotRecord(
                        county.code(), 1, null, null, MAY_1, null, null, null, null, null, null, List.of(before))));
        return snapshots.completeAfter(LocalDate.MIN);
    }

    private static boolean toldOfTheDayBefore(AlertConfig.ClockKind clock) {
        Villages villages = new VillageConsumer.Producer().villages(CHINA, config(clock));
        String village = CHINA.units().of(Level.VILLAGE).get(0).code();
        VillageFigures before = new VillageFigures(village, MAY_1.minusDays(1), 1, null, Map.of(), List.of());
        villages.accept(new VillageFigures(village, MAY_1, 1, null, Map.of(), List.of(before)));
        return villages.of(MAY_1.minusDays(1)).containsKey(village);
    }

    private static AlertConfig config(AlertConfig.ClockKind clock) {
        return (AlertConfig) Proxy.newProxyInstance(
                AlertConfig.class.getClassLoader(),
                new Class<?>[] {AlertConfig.class},
                (proxy, method, arguments) -> method.getName().equals("clock") ? clock : null);
    }
}
