package io.countywatch.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.VillageSnapshot;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Measure;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.RollUp;
import io.countywatch.alert.schedule.Status;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.VillageFigures;
import io.countywatch.alert.snapshot.VillageRecord;
import io.countywatch.alert.startup.Json;
import io.countywatch.local.infrastructure.Project;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Villages by themselves, and what they mean for their county. */
class VillageRoundTest {

    private static final LocalDate MAY_27 = LocalDate.of(2020, 5, 27);
    private static final String BUTUO = "513429";
    private static final String PLAN = "sichuan-resettlement";

    private final Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));
    private final RuleSet rules = RulesReader.packaged();
    private final Measure resettlement = china.measure("resettlement");
    private final Map<String, VillageFigures> villages = new HashMap<>();

    @Test
    void a_county_on_track_is_watched_when_late_villages_hold_a_fifth_of_what_remains() {
        village("513429-001", 600, 592);
        village("513429-002", 32, 8);
        village("513429-003", 8, 0);

        Assessment butuo = butuo(640, 600);

        assertThat(status("513429-002").isBehind()).isTrue();
        assertThat(butuo.inForce().lower()).isEqualTo(Status.ON_TRACK);
        assertThat(butuo.status()).isEqualTo(Status.WATCH);
        assertThat(butuo.because().holders()).extracting(RollUp.Part::unit).containsExactly("513429-002", "513429-003");
    }

    @Test
    void late_villages_with_less_than_a_fifth_change_nothing() {
        village("513429-001", 632, 600);
        village("513429-003", 8, 2);

        assertThat(status("513429-003").isBehind()).isTrue();
        assertThat(butuo(640, 602).status()).isEqualTo(Status.ON_TRACK);
    }

    @Test
    void a_village_is_silent_after_twice_its_cadence_and_then_never_on_track() {
        villages.put(
                "513429-004",
                read(new VillageSnapshot("513429-004", MAY_27)
                        .of(resettlement, 20, 19)
                        .lastReportAt("2020-05-13T04:00:00Z")));
        assertThat(status("513429-004")).isEqualTo(Status.ON_TRACK);

        villages.put(
                "513429-004",
                read(new VillageSnapshot("513429-004", MAY_27)
                        .of(resettlement, 20, 19)
                        .lastReportAt("2020-05-12T04:00:00Z")));
        assertThat(status("513429-004")).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void the_scope_of_silent_villages_is_their_own_and_no_estimate() {
        village("513429-001", 600, 590);
        villages.put(
                "513429-002",
                read(new VillageSnapshot("513429-002", MAY_27)
                        .of(resettlement, 40, 30)
                        .lastReportAt("2020-05-01T04:00:00Z")));

        VillageParts parts = new VillageRound(china, rules).assess(MAY_27, villages);

        assertThat(parts.silentScope(BUTUO, PLAN)).isEqualTo(40);
        assertThat(parts.silentScope(BUTUO, "sichuan-status")).isEqualTo(0);
        assertThat(parts.silentScope("640422", "ningxia-enterprise-pairing")).isNull();
    }

    @Test
    void what_is_remembered_of_a_day_is_what_a_fresh_look_finds() {
        village("513429-001", 600, 592);
        village("513429-002", 32, 8);
        VillageRound round = new VillageRound(china, rules);
        Map<String, Assessment> first = new HashMap<>();
        round.assess(MAY_27, villages, Map.of(), first, () -> {});
        assertThat(first).containsOnlyKeys("513429-001:" + PLAN, "513429-002:" + PLAN);

        village("513429-002", 32, 32);

        assertThat(round.assess(MAY_27, villages)).isEqualTo(new VillageRound(china, rules).assess(MAY_27, villages));
        assertThat(round.assess(MAY_27.plusDays(1), villages))
                .isEqualTo(new VillageRound(china, rules).assess(MAY_27.plusDays(1), villages));
    }

    @Test
    void villages_that_are_put_over_those_of_a_day_mean_what_they_mean_when_the_day_is_assessed_with_them() {
        village("513429-001", 600, 592);
        village("513429-003", 32, 8);
        villages.put(
                "513429-004",
                read(new VillageSnapshot("513429-004", MAY_27)
                        .of(resettlement, 40, 30)
                        .lastReportAt("2020-05-01T04:00:00Z")));
        VillageParts used = new VillageRound(china, rules).assess(MAY_27, villages);
        Map<String, VillageFigures> before = Map.copyOf(villages);
        villages.clear();
        village("513429-002", 8, 0);
        village("513429-003", 32, 32);
        village("513429-004", 40, 31);
        VillageParts restated = new VillageRound(china, rules).assess(MAY_27, villages);

        VillageParts over = used.over(restated, china.units());

        Map<String, VillageFigures> all = new HashMap<>(before);
        all.putAll(villages);
        assertThat(over).isEqualTo(new VillageRound(china, rules).assess(MAY_27, all));
        assertThat(used.silentScope(BUTUO, PLAN)).isEqualTo(40);
        assertThat(over.silentScope(BUTUO, PLAN))
                .as("it was heard of after all")
                .isZero();
        assertThat(over.of(BUTUO, PLAN))
                .extracting(RollUp.Part::unit)
                .containsExactly("513429-001", "513429-002", "513429-003", "513429-004");
    }

    @Test
    void a_list_by_incidence_holds_the_villages_above_it() {
        long listed = china.units().of(Level.VILLAGE).stream()
                .filter(village -> china.watchlistsOf(village).contains("incidence-over-10"))
                .peek(village -> assertThat((double) village.people()
                                / china.exitStandard().population().get(village.code()))
                        .isGreaterThan(0.10))
                .count();
        assertThat(listed)
                .isPositive()
                .isLessThan(china.units().of(Level.VILLAGE).size());
    }

    private Status status(String village) {
        return new VillageAssessor(china, rules)
                .assess(china.units().get(village), villages.get(village), MAY_27, Map.of()).stream()
                        .filter(assessment -> assessment.plan().equals(PLAN))
                        .findFirst()
                        .orElseThrow()
                        .status();
    }

    private Assessment butuo(long scope, long done) {
        Map<String, SnapshotRecord> counties = new HashMap<>();
        for (Unit county : china.units().of(Level.COUNTY)) {
            CountySnapshot snapshot = CountySnapshot.onPlan(china, county, MAY_27);
            if (county.code().equals(BUTUO)) {
                snapshot.of(resettlement, scope, done, List.of(28L, 36L, 41L, 48L, 55L, 60L, 62L, 46L, 38L, 36L));
            }
            counties.put(county.code(), Json.read(snapshot.json(), SnapshotRecord.class));
        }
        VillageParts parts = new VillageRound(china, rules).assess(MAY_27, villages);
        return new DayAssessor(china, rules)
                .assess(MAY_27, counties, parts, Map.of()).stream()
                        .filter(assessment -> assessment.unit().equals(BUTUO)
                                && assessment.plan().equals(PLAN))
                        .findFirst()
                        .orElseThrow();
    }

    private void village(String code, long scope, long done) {
        villages.put(code, read(new VillageSnapshot(code, MAY_27).of(resettlement, scope, done)));
    }

    private VillageFigures read(VillageSnapshot snapshot) {
        return VillageFigures.of(Json.read(snapshot.json(), VillageRecord.class), china.measures());
    }
}
