package io.countywatch.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Ladder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleStudyTest {

    private static final Scenario STEADY = Scenario.ALL.get(0);

    @ParameterizedTest
    @EnumSource(ForecastModel.class)
    void a_county_well_ahead_is_never_alerted(ForecastModel model) {
        RuleStudy.Outcome outcome = new RuleStudy(StudiedRule.PACKAGED.rule(model), Ladder.DEFAULT.with(model))
                .play(STEADY, List.of(2000L), 1.3, 20, 1);

        assertThat(outcome.alerted()).isZero();
        assertThat(outcome.everAlerted()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ForecastModel.class)
    void a_county_at_half_the_pace_is_alerted_in_the_third_week_and_stays_so(ForecastModel model) {
        RuleStudy.Outcome outcome = new RuleStudy(StudiedRule.PACKAGED.rule(model), Ladder.DEFAULT.with(model))
                .play(STEADY, List.of(2000L), 0.5, 20, 1);

        // A lag of 7 days is passed on day 15 with a gap of 83; the second evaluation fires.
        assertThat(outcome.medianWeek()).isEqualTo(3);
        assertThat(outcome.everAlerted()).isEqualTo(1);
        // Noise lets some fire a week earlier: weeks 3 to 26, or one more.
        assertThat(outcome.alerted()).isBetween(24 / 26.0, 25 / 26.0);
    }

    @Test
    void the_calibrated_rules_of_the_reference_campaign_are_early_on_its_counties_and_leave_honest_ones_alone() {
        RuleRow row = RuleRow.row(
                ForecastModel.POOLED_PACES,
                StudiedRule.CALIBRATED,
                "reference campaign",
                RuleRow.referenceCampaign(),
                104,
                1_000);

        assertThat(row.outcomes().get(RuleRow.PACES.indexOf(1.05)).alerted()).isLessThanOrEqualTo(0.01);
        assertThat(row.outcomes().get(RuleRow.PACES.indexOf(0.85)).medianWeek()).isLessThanOrEqualTo(6);
    }
}
