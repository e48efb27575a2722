package io.countywatch.alert.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countywatch.alert.campaign.Interpolation;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.PlanVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTest {

    private static final LocalDate MAY_27 = LocalDate.of(2020, 5, 27);
    private static final List<Long> STEADY = List.of(78L, 74L, 80L, 76L, 79L, 77L, 75L, 81L);

    @Test
    void nothing_left_is_done_but_unverified_until_the_exit_checks_passed() {
        Observation done = Observation.of(100, 100, STEADY);

        assertThat(assess(Plans.linear(), MAY_27, done, List.of()).status()).isEqualTo(Status.DONE_UNVERIFIED);
        assertThat(assess(Plans.linear(), MAY_27, done, List.of()).verified().status())
                .isEqualTo(Status.VERIFIED);
    }

    @Test
    void one_left_after_the_due_date_is_overdue_but_not_on_it() {
        Observation one = Observation.of(100, 99, STEADY);

        assertThat(assess(Plans.linear(), Plans.DUE, one, List.of()).status()).isNotEqualTo(Status.OVERDUE);
        assertThat(assess(Plans.linear(), Plans.DUE.plusDays(1), one, List.of()).status())
                .isEqualTo(Status.OVERDUE);
    }

    @Test
    void the_first_28_days_are_not_started_unless_the_slip_is_severe() {
        Observation slow = Observation.of(2000, 280, List.of());
        Observation nothing = Observation.of(2000, 0, List.of());
        LocalDate day28 = Plans.START.plusDays(28);

        assertThat(assess(Plans.linear(), day28, slow, List.of()).status()).isEqualTo(Status.NOT_STARTED);
        assertThat(assess(Plans.linear(), day28, nothing, List.of()).status().rank())
                .isGreaterThanOrEqualTo(Status.BEHIND.rank());
    }

    @Test
    void an_empty_scope_is_not_green() {
        Observation empty = Observation.of(0, 0, List.of());

        assertThat(assess(Plans.linear(), MAY_27, empty, List.of()).status()).isEqualTo(Status.NOT_STARTED);
    }

    @Test
    void a_silent_county_shows_what_both_bounds_agree_on_else_unknown_and_never_green() {
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        boolean nothing = SilenceRule.nothingCame(Instant.parse("2020-05-20T15:59:59Z"), MAY_27, Plans.START, zone);
        assertThat(nothing).isTrue();
        assertThat(SilenceRule.nothingCame(Instant.parse("2020-05-20T16:00:00Z"), MAY_27, Plans.START, zone))
                .isFalse();
        assertThat(SilenceRule.nothingCame(null, MAY_27, Plans.START, zone)).isTrue();

        assertThat(SilenceRule.nothingCame(null, Plans.START.plusDays(5), Plans.START, zone))
                .isFalse();
        assertThat(SilenceRule.nothingCame(null, Plans.START.plusDays(6), Plans.START, zone))
                .isTrue();

        Observation behind = silent(2000, 1400, List.of(40L, 55L, 70L, 90L, 110L, 120L, 135L, 140L));
        Observation ahead = silent(2000, 1650, STEADY);
        Observation done = silent(2000, 2000, STEADY);

        Assessment unknown = assess(Plans.linear(), MAY_27, behind, List.of());
        assertThat(unknown.status()).isEqualTo(Status.UNKNOWN);
        assertThat(unknown.inForce().lower()).isEqualTo(Status.BEHIND);
        assertThat(unknown.inForce().upper()).isIn(Status.ON_TRACK, Status.WATCH);
        assertThat(unknown.inForce().upperDone()).isEqualTo(1625);
        assertThat(assess(Plans.linear(), MAY_27, ahead, List.of()).status()).isEqualTo(Status.UNKNOWN);
        assertThat(assess(Plans.linear(), MAY_27, done, List.of()).status()).isEqualTo(Status.DONE_UNVERIFIED);
    }

    @Test
    void who_need_report_every_15_days_only_is_silent_after_30() {
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        Instant last = Instant.parse("2020-04-27T04:00:00Z");

        assertThat(SilenceRule.village(last, MAY_27, Plans.START, zone, 15)).isFalse();
        assertThat(SilenceRule.village(last, MAY_27.plusDays(1), Plans.START, zone, 15))
                .isTrue();
        assertThat(SilenceRule.village(last, MAY_27, Plans.START, zone, 7)).isTrue();
    }

    @Test
    void what_is_unknown_ranks_as_behind() {
        assertThat(Status.UNKNOWN.rank()).isEqualTo(Status.BEHIND.rank());
        assertThat(Status.UNKNOWN.isBehind()).isTrue();
    }

    @Test
    void villages_that_hold_30_percent_of_what_remains_silence_a_county() {
        assertThat(SilenceRule.county(1000, 900, false, new SilenceRule.Villages(3, 17, 29, null))
                        .silent())
                .isFalse();
        Silence silence = SilenceRule.county(1000, 900, false, new SilenceRule.Villages(3, 17, 30, null));
        assertThat(silence.silent()).isTrue();
        assertThat(silence.remaining()).isEqualTo(30);
        assertThat(silence.scope()).isEqualTo(150);
        assertThat(SilenceRule.county(1000, 1000, false, new SilenceRule.Villages(3, 17, 0, null))
                        .silent())
                .isFalse();
    }

    @Test
    void replanning_does_not_hide_a_slip_against_the_first_plan() {
        PlanVersion first = Plans.linear();
        PlanVersion second = Plans.version(2, LocalDate.of(2020, 12, 31), Interpolation.LINEAR, List.of());
        Observation seen = Observation.of(2000, 1000, List.of(40L, 40L, 40L, 40L, 40L, 40L, 40L, 40L));

        Assessment assessment = Assessment.of(
                new Assessment.Input(
                        "513429", Level.COUNTY, Plans.plan(first, second), MAY_27, seen, 1, 2000, List.of()),
                Ladder.DEFAULT);

        assertThat(assessment.inForce().version()).isEqualTo(2);
        assertThat(assessment.status()).isEqualTo(Status.ON_TRACK);
        assertThat(assessment.first().version()).isEqualTo(1);
        assertThat(assessment.first().status()).isEqualTo(Status.CRITICAL);
    }

    @Test
    void a_province_is_watched_when_one_county_holds_all_that_is_left() {
        Observation province = Observation.of(8000, 7925, STEADY);
        List<RollUp.Part> parts = List.of(
                new RollUp.Part("513429", Status.BEHIND, Status.BEHIND, 75, 43),
                new RollUp.Part("513428", Status.DONE_UNVERIFIED, Status.DONE_UNVERIFIED, 0, -60));

        Assessment watched = assess(Plans.linear(), MAY_27, province, parts);

        assertThat(watched.status()).isEqualTo(Status.WATCH);
        assertThat(watched.because().holders()).extracting(RollUp.Part::unit).containsExactly("513429");
        assertThat(RollUp.status(Status.ON_TRACK, 500, parts, RollUp.Part::status))
                .isEqualTo(Status.ON_TRACK);
        assertThat(RollUp.status(Status.CRITICAL, 75, parts, RollUp.Part::status))
                .isEqualTo(Status.CRITICAL);
    }

    @Test
    void a_county_that_was_planned_anew_still_makes_its_province_watched_against_the_first_plan() {
        Observation province = Observation.of(8000, 7925, STEADY);
        List<RollUp.Part> parts = List.of(
                new RollUp.Part("513429", Status.ON_TRACK, Status.BEHIND, 75, -10),
                new RollUp.Part("513428", Status.DONE_UNVERIFIED, Status.DONE_UNVERIFIED, 0, -60));

        Assessment replanned = assess(Plans.linear(), MAY_27, province, parts);

        assertThat(replanned.status()).isEqualTo(Status.ON_TRACK);
        assertThat(replanned.first().status()).isEqualTo(Status.WATCH);
    }

    @Test
    void a_gap_is_split_into_its_causes_and_says_what_would_do() {
        PlanVersion plan = Plans.linear();
        Observation seen = new Observation(2000, 1400, List.of(23L, 23L, 23L, 23L), 30, new Silence(false, 200, 140));
        Assessment assessment = Assessment.of(
                new Assessment.Input("513429", Level.COUNTY, Plans.plan(plan), MAY_27, seen, 1, 1900, List.of()),
                Ladder.DEFAULT);

        Because because = assessment.because();
        assertThat(because.scopeGrowth()).isEqualTo(73);
        assertThat(because.fallBacks()).isEqualTo(27);
        assertThat(because.silentVillages()).isEqualTo(23);
        assertThat(because.slowPace()).isEqualTo(102);
        assertThat(because.gap()).isEqualTo(225);
        assertThat(because.sentence(assessment.inForce().figures(), "households"))
                .isEqualTo("225 households short of 1625 planned: 73 from scope growth, 27 from falling back,"
                        + " 23 from silence, 102 from slow pace");
        assertThat(Because.whatWouldDo(assessment.inForce().figures(), seen, "households"))
                .isEqualTo("124 households a week instead of 23");
    }

    @Test
    void what_made_up_for_a_part_larger_than_the_gap_is_said_too() {
        PlanVersion plan = Plans.linear();
        Observation seen = Observation.of(2000, 1582, List.of(80L, 80L, 80L, 80L));
        Assessment assessment = Assessment.of(
                new Assessment.Input("513429", Level.COUNTY, Plans.plan(plan), MAY_27, seen, 1, 1765, List.of()),
                Ladder.DEFAULT);

        assertThat(assessment.because().slowPace()).isEqualTo(-148);
        assertThat(assessment.because().sentence(assessment.inForce().figures(), "households"))
                .isEqualTo("43 households short of 1625 planned: 191 from scope growth, 148 made up by faster work");
    }

    @Test
    void a_county_that_says_nothing_is_not_said_to_have_worked_faster() {
        Observation seen = new Observation(2000, 1582, List.of(0L, 0L, 0L, 0L), 60, new Silence(true, 2000, 1582));
        Assessment assessment = Assessment.of(
                new Assessment.Input(
                        "513429", Level.COUNTY, Plans.plan(Plans.linear()), MAY_27, seen, 1, 1765, List.of()),
                Ladder.DEFAULT);

        assertThat(assessment.because()).isEqualTo(new Because(0, 0, 43, 0, List.of()));
        assertThat(assessment.because().sentence(assessment.inForce().figures(), "households"))
                .isEqualTo("43 households short of 1625 planned: 43 from silence");
    }

    @Test
    void the_bound_of_a_sample_is_shown_beside_its_rate() {
        ExitGate wrong = ExitGate.atMost("wrongly exited", 8, 600, 0.02);

        assertThat(wrong.rate()).isCloseTo(0.0133, within(0.00005));
        assertThat(wrong.bound()).isCloseTo(0.0235, within(0.00005));
        assertThat(wrong.result()).isEqualTo(ExitGate.Result.LETTER_ONLY);
        assertThat(ExitGate.atMost("missed", 13, 600, 0.02).result()).isEqualTo(ExitGate.Result.FAILED);
        assertThat(ExitGate.atLeast("recognition", 580, 600, 0.9).result()).isEqualTo(ExitGate.Result.PASSED);
        assertThat(ExitGate.atMost("missed", 0, 0, 0.02).passes()).isFalse();
        assertThat(ExitGate.below("incidence", 0.03, 0.03).passes()).isFalse();
        assertThat(ExitGate.allDone("mandatory", 2, 3).passes()).isFalse();
    }

    @Test
    void falling_back_is_held_against_fixed_limits_and_against_the_province() {
        assertThat(FallingBack.of(5, 1000, 0).status()).isEqualTo(Status.ON_TRACK);
        assertThat(FallingBack.of(6, 1000, 0).status()).isEqualTo(Status.WATCH);
        assertThat(FallingBack.of(11, 1000, 0).status()).isEqualTo(Status.BEHIND);
        assertThat(FallingBack.of(40, 10_000, 0.001).status()).isEqualTo(Status.BEHIND);
        assertThat(FallingBack.of(0, 0, 0.001).status()).isEqualTo(Status.ON_TRACK);
        assertThat(FallingBack.suspiciousRegister(9, 1000)).isTrue();
        assertThat(FallingBack.suspiciousRegister(50, 1000)).isFalse();
    }

    private static Observation silent(long scope, long done, List<Long> windows) {
        return new Observation(scope, done, windows, 0, new Silence(true, scope, done));
    }

    private static Assessment assess(PlanVersion plan, LocalDate day, Observation seen, List<RollUp.Part> parts) {
        return Assessment.of(
                new Assessment.Input("513429", Level.COUNTY, Plans.plan(plan), day, seen, 1, seen.scope(), parts),
                Ladder.DEFAULT);
    }
}
