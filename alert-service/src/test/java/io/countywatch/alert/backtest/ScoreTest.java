package io.countywatch.alert.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.lifecycle.Transition;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private static final LocalDate DUE = LocalDate.of(2020, 6, 30);

    @Test
    void who_was_alerted_is_held_against_who_ended_late() {
        List<Transition> fired = List.of(
                fires("510001", 60, 1), // late: right, and two months ahead
                fires("510002", 40, 1), // late: its first episode ended
                fires("510002", 20, 2), // … the second one held
                fires("510003", 30, 1)); // in time after all
        List<Outcome> outcomes =
                List.of(ended("510001", true), ended("510002", true), ended("510003", false), ended("510004", true));

        Score score = Score.of(fired, outcomes);

        assertThat(score.decided()).isEqualTo(4);
        assertThat(score.late()).isEqualTo(3);
        assertThat(score.truePositives()).isEqualTo(2);
        assertThat(score.falsePositives()).isEqualTo(1);
        assertThat(score.falseNegatives()).isEqualTo(1);
        assertThat(score.precision()).isEqualTo(0.667);
        assertThat(score.recall()).isEqualTo(0.667);
        assertThat(score.medianLeadTimeDays()).isEqualTo(40);
    }

    @Test
    void a_firing_after_the_due_date_foretold_nothing() {
        Score score = Score.of(List.of(fires("510001", -1, 1)), List.of(ended("510001", true)));

        assertThat(score.alerted()).isZero();
        assertThat(score.falseNegatives()).isEqualTo(1);
        assertThat(score.precision()).isNull();
        assertThat(score.medianLeadTimeDays()).isNull();
    }

    @Test
    void without_outcomes_nothing_is_said() {
        Score score = Score.of(List.of(fires("510001", 10, 1)), List.of());

        assertThat(score.decided()).isZero();
        assertThat(score.recall()).isNull();
    }

    private static Outcome ended(String unit, boolean late) {
        return new Outcome(unit, Level.COUNTY, "resettlement", DUE, late);
    }

    private static Transition fires(String unit, int daysBefore, int episode) {
        return new Transition(
                new AlertId("county-behind-schedule", unit, "resettlement"),
                2,
                episode,
                DUE.minusDays(daysBefore),
                State.PENDING,
                State.FIRING,
                Severity.WARNING,
                Severity.WARNING,
                null);
    }
}
