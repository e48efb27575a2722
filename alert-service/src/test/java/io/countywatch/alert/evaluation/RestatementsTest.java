package io.countywatch.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.VillageSnapshot;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.VillageFigures;
import io.countywatch.alert.snapshot.VillageRecord;
import io.countywatch.alert.startup.Json;
import io.countywatch.local.infrastructure.Project;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RestatementsTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate MAY_27 = LocalDate.of(2020, 5, 27);
    private static final LocalDate MAY_28 = MAY_27.plusDays(1);
    private static final String BUTUO = "513429";

    private final Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));
    private final NavigableMap<LocalDate, Map<String, SnapshotRecord>> evaluated =
            new TreeMap<>(Map.of(MAY_27, Map.of(BUTUO, read(on(MAY_27).revision(1)))));

    @Test
    void what_is_the_same_restates_nothing_also_if_the_last_report_is_told_more_roughly() {
        SnapshotRecord now = read(on(MAY_28).revision(2).previous(on(MAY_27).lastReportAt("2020-05-27T15:59:59Z")));

        assertThat(Restatements.of(evaluated, List.of(now), ZONE)).isEmpty();
    }

    @Test
    void other_figures_or_another_day_of_the_last_report_restate_the_day() {
        SnapshotRecord figures = read(
                on(MAY_28).revision(2).previous(on(MAY_27).of(china.measure("resettlement"), 640, 565, List.of())));
        SnapshotRecord report = read(on(MAY_28).revision(2).previous(on(MAY_27).lastReportAt("2020-05-26T04:00:00Z")));

        for (SnapshotRecord now : List.of(figures, report)) {
            assertThat(Restatements.of(evaluated, List.of(now), ZONE)).containsOnlyKeys(MAY_27);
        }
        SnapshotRecord restated =
                Restatements.of(evaluated, List.of(figures), ZONE).get(MAY_27).get(BUTUO);
        assertThat(restated.effectiveThrough()).isEqualTo(MAY_27);
        assertThat(restated.revision()).isEqualTo(2);
        assertThat(restated.previous()).isEmpty();
    }

    @Test
    void days_that_are_final_or_were_not_evaluated_and_older_revisions_restate_nothing() {
        SnapshotRecord dayBefore = read(on(MAY_28).revision(2).previous(on(MAY_27.minusDays(1))));
        SnapshotRecord older = read(
                on(MAY_28).revision(1).previous(on(MAY_27).of(china.measure("resettlement"), 640, 565, List.of())));

        assertThat(Restatements.of(evaluated, List.of(dayBefore, older), ZONE)).isEmpty();
    }

    @Test
    void a_village_is_restated_by_other_figures_or_another_day_of_its_last_report() {
        VillageFigures used = village(1, 20, 12, "2020-05-27T04:00:00Z");
        VillageFigures same = village(2, 20, 12, "2020-05-27T15:59:59Z");
        VillageFigures figures = village(2, 20, 13, "2020-05-27T04:00:00Z");
        VillageFigures report = village(2, 20, 12, "2020-05-26T04:00:00Z");
        VillageFigures older = village(1, 20, 13, "2020-05-27T04:00:00Z");

        assertThat(Restatements.ofVillages(List.of(same, figures, report, older), Map.of(used.village(), used), ZONE))
                .containsExactly(figures, report);
        assertThat(Restatements.ofVillages(List.of(older), Map.of(), ZONE))
                .as("nothing was known of it")
                .containsExactly(older);
    }

    private VillageFigures village(long revision, long scope, long done, String lastReportAt) {
        String json = new VillageSnapshot("513429-003", MAY_27)
                .of(china.measure("resettlement"), scope, done)
                .revision(revision)
                .lastReportAt(lastReportAt)
                .json();
        return VillageFigures.of(Json.read(json, VillageRecord.class), china.measures());
    }

    private CountySnapshot on(LocalDate day) {
        return CountySnapshot.onPlan(china, china.units().get(BUTUO), day);
    }

    private static SnapshotRecord read(CountySnapshot snapshot) {
        return Json.read(snapshot.json(), SnapshotRecord.class);
    }
}
