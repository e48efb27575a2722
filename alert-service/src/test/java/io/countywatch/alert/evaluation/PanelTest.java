package io.countywatch.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.startup.Json;
import io.countywatch.local.infrastructure.Project;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whose windows say how paces change. */
class PanelTest {

    private static final LocalDate MAY_27 = LocalDate.of(2020, 5, 27);
    private static final String BUTUO = "513429";

    private final Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));
    private final RuleSet pooled = RulesReader.of("rules: [{ id: county-behind-schedule }]\nforecast: pooled-paces\n");

    @Test
    void all_counties_of_a_small_campaign_whatever_their_province() {
        assertThat(Panel.of(china, "status")).hasSize(52);
        assertThat(Panel.of(china, "resettlement")).hasSizeLessThan(52).allMatch(county -> county.code()
                .startsWith("51"));
        assertThat(Panel.codes(china)).hasSize(52);
    }

    @Test
    void counties_of_another_province_tell_how_paces_change() {
        Assessment amongDrifting = butuo(new DayAssessor(china, pooled), snapshots(140, 40));
        Assessment amongSteady = butuo(new DayAssessor(china, pooled), snapshots(90, 90));

        assertThat(width(amongDrifting)).isGreaterThan(width(amongSteady));
    }

    @Test
    void kept_figures_of_the_panel_give_the_forecast_of_the_day_again() {
        Map<String, SnapshotRecord> day = snapshots(140, 40);
        DayAssessor assessor = new DayAssessor(china, pooled);

        Assessment evaluated = butuo(assessor, day);
        Assessment again = Assessment.of(
                new Assessment.Input(
                        BUTUO,
                        Level.COUNTY,
                        plan(),
                        MAY_27,
                        evaluated.seen(),
                        1,
                        evaluated.seen().scope(),
                        List.of(),
                        assessor.peers(MAY_27, day.values()).get("status")),
                pooled.ladder(Level.COUNTY, "status"));

        assertThat(again.inForce().figures().forecast())
                .isEqualTo(evaluated.inForce().figures().forecast());
    }

    private Plan plan() {
        return china.plans().stream()
                .filter(plan -> plan.id().equals("sichuan-status"))
                .findFirst()
                .orElseThrow();
    }

    private static Assessment butuo(DayAssessor assessor, Map<String, SnapshotRecord> day) {
        return assessor.assess(MAY_27, day, VillageParts.NONE, Map.of()).stream()
                .filter(one -> one.unit().equals(BUTUO) && one.plan().equals("sichuan-status"))
                .findFirst()
                .orElseThrow();
    }

    /** Sichuan goes on evenly; every other county elsewhere slows down from one number a week to another, or speeds up. */
    private Map<String, SnapshotRecord> snapshots(long one, long another) {
        Map<String, SnapshotRecord> snapshots = new HashMap<>();
        for (Unit county : china.units().of(Level.COUNTY)) {
            boolean slower = snapshots.size() % 2 == 0;
            List<Long> windows = county.code().startsWith("51")
                    ? Collections.nCopies(13, 90L)
                    : slower ? weeks(one, another) : weeks(another, one);
            String snapshot = CountySnapshot.onPlan(china, county, MAY_27)
                    .of(china.measure("status"), 3000, 1170, windows)
                    .json();
            snapshots.put(county.code(), Json.read(snapshot, SnapshotRecord.class));
        }
        return snapshots;
    }

    /** Thirteen weeks that go from one number evenly to another. */
    private static List<Long> weeks(long first, long last) {
        return LongStream.range(0, 13)
                .mapToObj(week -> first + (last - first) * week / 12)
                .toList();
    }

    private static long width(Assessment assessment) {
        return assessment.inForce().likelyBy(0.95).toEpochDay()
                - assessment.inForce().likelyBy(0.05).toEpochDay();
    }
}
