package io.countywatch.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.lifecycle.DataState;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.lifecycle.Verdict;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.Status;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.startup.Json;
import io.countywatch.local.infrastructure.Project;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is told where some villages say nothing: the schedule's rule, the silence's, or both, but never neither. */
class JudgeTest {

    private static final LocalDate MAY_28 = LocalDate.of(2020, 5, 28);
    private static final LocalDate JULY_2 = LocalDate.of(2020, 7, 2);
    private static final String BUTUO = "513429";
    private static final List<Long> SLOW = List.of(28L, 36L, 41L, 48L, 55L, 60L, 62L, 46L, 38L, 36L, 30L, 24L, 6L);
    private static final Campaign CHINA = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));
    private static final RuleSet RULES = RulesReader.packaged();

    private record Said(Assessment assessment, Verdict schedule, Verdict silence, String remark) {}

    @Example
    void what_silent_villages_may_have_done_of_one_measure_is_told_as_silence_and_named() {
        Said said = say(MAY_28, 565, 40);

        assertThat(said.assessment().status()).isEqualTo(Status.UNKNOWN);
        assertThat(said.schedule()).isEqualTo(new Verdict.NoData(DataState.SILENT));
        assertThat(said.silence()).isEqualTo(new Verdict.Raise(Severity.WARNING, false));
        assertThat(said.remark()).isEqualTo("3 silent villages hold 30 % or more of what remains of Resettlement");
    }

    @Example
    void what_is_late_whatever_silent_villages_have_done_is_told_as_late() {
        Said said = say(MAY_28, 300, 110);

        assertThat(said.assessment().silent()).isTrue();
        assertThat(said.assessment().status()).isEqualTo(Status.CRITICAL);
        assertThat(said.schedule()).isEqualTo(new Verdict.Raise(Severity.CRITICAL, false, DataState.SILENT));
    }

    @Example
    void the_last_two_houses_of_a_programme_silence_no_county_before_they_are_due() {
        assertThat(say(MAY_28, 638, 2).silence()).isInstanceOf(Verdict.Clear.class);
        assertThat(say(JULY_2, 638, 2).silence()).isInstanceOf(Verdict.Raise.class);
    }

    @Property(tries = 300)
    void whoever_is_late_by_what_is_known_is_told_of_by_one_rule_at_least(
            @ForAll @IntRange(max = 639) int done,
            @ForAll @IntRange(max = 639) int held,
            @ForAll @IntRange(min = -60, max = 60) int days) {
        Said said = say(MAY_28.plusDays(days), done, Math.min(held, 640 - done));

        if (said.assessment().inForce().lower().isBehind()) {
            assertThat(List.of(said.schedule(), said.silence())).hasAtLeastOneElementOfType(Verdict.Raise.class);
        }
        if (said.assessment().silent()) {
            assertThat(said.schedule()).isNotInstanceOf(Verdict.Clear.class);
        }
    }

    /** Butuo on a day, with what silent villages hold of what remains of its resettlement; the rest is on plan. */
    private static Said say(LocalDate day, long done, long silentRemaining) {
        String json = CountySnapshot.onPlan(CHINA, CHINA.units().get(BUTUO), day)
                .of(CHINA.measure("resettlement"), 640, done, SLOW)
                .silentVillages(3, Map.of("resettlement", silentRemaining))
                .json();
        Map<String, SnapshotRecord> snapshots = Map.of(BUTUO, Json.read(json, SnapshotRecord.class));
        List<Assessment> assessments =
                new DayAssessor(CHINA, RULES).assess(day, snapshots, VillageParts.NONE, Map.of());
        List<Judgement> judgements = new Judge(CHINA, RULES).judge(day, assessments, snapshots);
        Judgement silence = of(judgements, "county-silent:513429:");
        return new Said(
                assessments.stream()
                        .filter(one -> one.measure().equals("resettlement"))
                        .findFirst()
                        .orElseThrow(),
                of(judgements, "county-behind-schedule:513429:resettlement").verdict(),
                silence.verdict(),
                silence.remark());
    }

    private static Judgement of(List<Judgement> judgements, String alert) {
        return judgements.stream()
                .filter(one -> one.id().toString().equals(alert))
                .findFirst()
                .orElseThrow();
    }
}
