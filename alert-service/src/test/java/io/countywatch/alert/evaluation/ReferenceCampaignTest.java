package io.countywatch.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Ladder;
import io.countywatch.alert.schedule.RollUp;
import io.countywatch.alert.schedule.Status;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.startup.Json;
import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Late May 2020 in Sichuan: 75 households left to resettle, all of them in Butuo, a month before the deadline. */
class ReferenceCampaignTest {

    private static final LocalDate MAY_28 = LocalDate.of(2020, 5, 28);
    private static final String BUTUO = "513429";

    private static final Path FOLDER = Project.root().resolve("deploy/campaigns/china-2020");

    private final Campaign china = CampaignReader.read(FOLDER);
    private RuleSet rules = RulesReader.read(FOLDER, china);

    @Test
    void it_runs_with_its_own_rules_and_not_with_the_packaged_ones() {
        assertThat(rules.forecast()).isEqualTo(ForecastModel.POOLED_PACES);
        assertThat(rules.ladder(Level.COUNTY, "resettlement").mildLag()).isEqualTo(6);
        assertThat(rules.ladder(Level.PROVINCE, "resettlement"))
                .isEqualTo(Ladder.DEFAULT.with(ForecastModel.POOLED_PACES));
        assertThat(RulesReader.packaged().forecast()).isEqualTo(ForecastModel.GAMMA_POISSON);
        assertThat(rules.hash()).isNotEqualTo(RulesReader.packaged().hash());
    }

    @Test
    void late_may_is_the_same_by_the_design_s_numbers() throws IOException {
        rules = RulesReader.packaged();

        on_28_may_resettlement_is_behind_in_butuo_and_in_no_other_county_of_sichuan();
        the_province_is_watched_and_names_butuo();
    }

    @Test
    void on_28_may_resettlement_is_behind_in_butuo_and_in_no_other_county_of_sichuan() throws IOException {
        List<Assessment> assessments = assess(late());

        assertThat(status(assessments, BUTUO, "sichuan-resettlement")).isEqualTo(Status.BEHIND);
        for (String county : china.units().countiesIn("51")) {
            if (!county.equals(BUTUO)) {
                assertThat(status(assessments, county, "sichuan-resettlement").isBehind())
                        .isFalse();
            }
        }
    }

    @Test
    void the_province_is_watched_and_names_butuo() throws IOException {
        Assessment sichuan = assess(late()).stream()
                .filter(assessment ->
                        assessment.unit().equals("51") && assessment.plan().equals("sichuan-resettlement"))
                .findFirst()
                .orElseThrow();

        assertThat(sichuan.seen().remaining()).isEqualTo(75);
        assertThat(sichuan.status()).isEqualTo(Status.WATCH);
        assertThat(sichuan.because().holders()).extracting(RollUp.Part::unit).containsExactly(BUTUO);
    }

    @Test
    void every_county_and_province_is_assessed_on_every_plan_that_covers_it() throws IOException {
        List<Assessment> assessments = assess(late());

        long expected = china.plans().stream()
                .mapToLong(plan -> List.of(Level.COUNTY, Level.PROVINCE, Level.NATION).stream()
                        .flatMap(level -> china.units().of(level).stream())
                        .filter(plan::assesses)
                        .count())
                .sum();
        assertThat(assessments).hasSize((int) expected);
    }

    @Test
    void a_province_is_watched_against_the_first_plan_by_a_county_whose_plan_was_put_off() {
        rules = RulesReader.packaged(); // the figures have no weeks that another forecast could learn from
        Map<String, SnapshotRecord> snapshots = snapshots(MAY_28);
        String late = china.units().countiesIn("62").iterator().next();
        for (String county : china.units().countiesIn("62")) {
            if (!county.equals(late)) {
                String json = CountySnapshot.onPlan(china, china.units().get(county), MAY_28)
                        .of(china.measure("village-network"), 1000, 900, List.of())
                        .json();
                snapshots.put(county, Json.read(json, SnapshotRecord.class));
            }
        }

        Assessment gansu = of(assess(snapshots), "62", "gansu-village-network");

        assertThat(gansu.status()).isEqualTo(Status.ON_TRACK);
        assertThat(gansu.first().lower()).isEqualTo(Status.ON_TRACK);
        assertThat(gansu.first().status()).isEqualTo(Status.WATCH);
    }

    @Test
    void a_county_that_says_nothing_is_never_on_track() {
        Map<String, SnapshotRecord> snapshots = snapshots(MAY_28);
        for (Unit county : china.units().of(Level.COUNTY)) {
            String silent = CountySnapshot.onPlan(china, county, MAY_28)
                    .lastReportAt("2020-05-10T00:00:00Z")
                    .json();
            snapshots.put(county.code(), Json.read(silent, SnapshotRecord.class));
        }

        assertThat(assess(snapshots)).extracting(Assessment::status).doesNotContain(Status.ON_TRACK);
    }

    @Test
    void on_plan_everybody_is_on_track_or_done() {
        assertThat(assess(snapshots(MAY_28)))
                .extracting(Assessment::status)
                .containsOnly(Status.ON_TRACK, Status.DONE_UNVERIFIED);
    }

    @Test
    void a_county_that_has_passed_every_gate_is_verified() {
        Unit xiji = china.units().get("640422");
        ObjectNode done = (ObjectNode) Json.tree(
                CountySnapshot.onPlan(china, xiji, LocalDate.of(2020, 12, 30)).json());
        done.put("effectiveThrough", MAY_28.toString());
        done.put("lastReportAt", "2020-05-28T00:00:00Z");
        ObjectNode measures = (ObjectNode) done.get("measures");
        List.of("gate-wrong-exit", "gate-missed")
                .forEach(
                        gate -> measures.set(
                                gate,
                                Json.tree(
                                        "{\"SAMPLED\":{\"subjects\":9,\"persons\":600},\"FOUND\":{\"subjects\":9,\"persons\":8}}")));
        measures.set(
                "gate-recognition",
                Json.tree("{\"SAMPLED\":{\"subjects\":9,\"persons\":600},\"FOUND\":{\"subjects\":9,\"persons\":580}}"));
        Map<String, SnapshotRecord> snapshots = snapshots(MAY_28);
        snapshots.put("640422", Json.read(done.toString(), SnapshotRecord.class));
        assertThat(status(assess(snapshots), "640422", "ningxia-status")).isEqualTo(Status.VERIFIED);

        measures.remove("gate-missed");
        snapshots.put("640422", Json.read(done.toString(), SnapshotRecord.class));
        assertThat(status(assess(snapshots), "640422", "ningxia-status")).isEqualTo(Status.DONE_UNVERIFIED);
    }

    /** Everybody on plan, Butuo as in the contract's example. */
    private Map<String, SnapshotRecord> late() throws IOException {
        Map<String, SnapshotRecord> snapshots = snapshots(MAY_28);
        String example = Files.readString(
                Project.root().resolve("deploy/contracts/examples/county-metrics.v1/butuo-on-28-may.json"));
        snapshots.put(BUTUO, Json.read(example, SnapshotRecord.class));
        return snapshots;
    }

    private Map<String, SnapshotRecord> snapshots(LocalDate day) {
        Map<String, SnapshotRecord> snapshots = new HashMap<>();
        for (Unit county : china.units().of(Level.COUNTY)) {
            String json = CountySnapshot.onPlan(china, county, day).json();
            snapshots.put(county.code(), Json.read(json, SnapshotRecord.class));
        }
        return snapshots;
    }

    private List<Assessment> assess(Map<String, SnapshotRecord> snapshots) {
        return new DayAssessor(china, rules).assess(MAY_28, snapshots, VillageParts.NONE, Map.of());
    }

    private static Status status(List<Assessment> assessments, String unit, String plan) {
        return of(assessments, unit, plan).status();
    }

    private static Assessment of(List<Assessment> assessments, String unit, String plan) {
        return assessments.stream()
                .filter(assessment ->
                        assessment.unit().equals(unit) && assessment.plan().equals(plan))
                .findFirst()
                .orElseThrow();
    }
}
