package io.countywatch.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.handling.AcknowledgementRecord;
import io.countywatch.alert.handling.Handling;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.DataState;
import io.countywatch.alert.lifecycle.Memory;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.local.infrastructure.Project;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands beside an alert. */
class BystandersTest {

    private static final LocalDate DAY = LocalDate.of(2020, 5, 1);
    private static final Instant NOW = Instant.parse("2020-05-02T00:00:00Z");
    private static final AlertId BUTUO = new AlertId("county-behind-schedule", "513429", "resettlement");

    private final Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));
    private final RuleSet rules = RulesReader.packaged();

    @Test
    void a_province_speaks_only_for_its_own_counties_and_the_same_measure() {
        Alert sichuan = alert(new AlertId("province-behind-schedule", "51", "resettlement"), State.FIRING);

        assertThat(beside(BUTUO, sichuan).inhibitedBy()).containsExactly("province-behind-schedule:51:resettlement");
        assertThat(beside(new AlertId("county-behind-schedule", "513429", "status"), sichuan)
                        .inhibitedBy())
                .isEmpty();
        assertThat(beside(new AlertId("county-behind-schedule", "640422", "resettlement"), sichuan)
                        .inhibitedBy())
                .isEmpty();
        assertThat(beside(new AlertId("county-silent", "513429", ""), sichuan).inhibitedBy())
                .isEmpty();
        Alert over = alert(new AlertId("province-behind-schedule", "51", "resettlement"), State.RESOLVED);
        assertThat(beside(BUTUO, over).inhibitedBy()).isEmpty();
    }

    @Test
    void a_stale_pipeline_speaks_for_everything_but_itself() {
        AlertId stale = new AlertId("pipeline-stale", "CN", "");

        assertThat(beside(BUTUO, alert(stale, State.FIRING)).suppression()).containsExactly("INHIBITED");
        assertThat(beside(stale, alert(stale, State.FIRING)).suppression()).isEmpty();
    }

    @Test
    void four_rises_in_three_weeks_are_flapping_until_only_one_is_left() {
        List<Boolean> flapping = new ArrayList<>();
        Beside beside = Beside.NOTHING;
        for (int rises : new int[] {1, 2, 3, 4, 3, 2, 1, 2, 3}) {
            beside = bystanders(List.of(), Handling.NONE, rises).of(alert(BUTUO, State.FIRING), beside);
            flapping.add(beside.isFlapping());
        }

        assertThat(flapping).containsExactly(false, false, false, true, true, true, false, false, false);
    }

    @Test
    void it_goes_up_by_severity_and_time_and_not_while_somebody_has_it() {
        Bystanders nobody = bystanders(List.of(), Handling.NONE, 0);
        Beside first = nobody.of(alert(BUTUO, State.FIRING, Severity.WARNING, DAY), Beside.NOTHING);
        assertThat(first.escalation()).isEqualTo("county");

        Bystanders taken = bystanders(List.of(), acknowledged("warning", NOW.plusSeconds(60)), 0);
        Alert later = alert(BUTUO, State.FIRING, Severity.WARNING, DAY.plusDays(7));
        assertThat(taken.of(later, first).escalation()).isEqualTo("county");
        Beside week = nobody.of(later, first);
        assertThat(week.escalation()).isEqualTo("prefecture");

        Beside critical = nobody.of(alert(BUTUO, State.FIRING, Severity.CRITICAL, DAY.plusDays(8)), week);
        assertThat(critical.escalation()).isEqualTo("province");
        assertThat(nobody.of(alert(BUTUO, State.FIRING, Severity.CRITICAL, DAY.plusDays(21)), critical)
                        .escalation())
                .isEqualTo("province");
        assertThat(nobody.of(alert(BUTUO, State.FIRING, Severity.CRITICAL, DAY.plusDays(22)), critical)
                        .escalation())
                .isEqualTo("nation");
        assertThat(nobody.of(alert(BUTUO, State.RESOLVED), critical).escalation())
                .isNull();
    }

    @Test
    void escalation_goes_on_where_the_episode_goes_on_and_begins_anew_with_the_next() {
        Bystanders nobody = bystanders(List.of(), Handling.NONE, 0);
        Beside week = nobody.of(
                alert(BUTUO, State.FIRING, Severity.WARNING, DAY.plusDays(7)),
                nobody.of(alert(BUTUO, State.FIRING), Beside.NOTHING));
        assertThat(week.escalation()).isEqualTo("prefecture");

        Beside over = nobody.of(alert(BUTUO, State.RESOLVED, Severity.WARNING, DAY.plusDays(8)), week);
        Beside pending = nobody.of(alert(BUTUO, State.PENDING, Severity.WARNING, DAY.plusDays(12)), over);
        assertThat(List.of(over, pending)).extracting(Beside::escalation).containsOnlyNulls();
        Beside reopened = nobody.of(alert(BUTUO, State.FIRING, Severity.WARNING, DAY.plusDays(13)), pending);
        assertThat(reopened.escalation()).isEqualTo("prefecture");

        Beside next = nobody.of(alert(BUTUO, State.FIRING, Severity.WARNING, DAY.plusDays(60), 2), over);
        assertThat(next.escalation()).isEqualTo("county");
        assertThat(next.activeSince()).isEqualTo(DAY.plusDays(60));
    }

    @Test
    void between_two_evaluations_nothing_goes_up() {
        Bystanders nobody = bystanders(List.of(), Handling.NONE, 0);
        Beside first = nobody.of(alert(BUTUO, State.FIRING), Beside.NOTHING);
        Alert later = alert(BUTUO, State.FIRING, Severity.WARNING, DAY.plusDays(7));

        assertThat(nobody.meanwhile(later, first).escalation()).isEqualTo("county");
        assertThat(nobody.of(later, first).escalation()).isEqualTo("prefecture");
    }

    @Test
    void an_acknowledgement_ends_with_its_time_with_the_alert_and_when_the_severity_rises() {
        Bystanders taken = bystanders(List.of(), acknowledged("warning", NOW.plusSeconds(1)), 0);
        Bystanders late = bystanders(List.of(), acknowledged("warning", NOW), 0);

        assertThat(taken.of(alert(BUTUO, State.FIRING), Beside.NOTHING)
                        .acknowledgement()
                        .by())
                .isEqualTo("li");
        assertThat(late.endOfAcknowledgement(alert(BUTUO, State.FIRING))).contains("expired");
        assertThat(taken.endOfAcknowledgement(alert(BUTUO, State.RESOLVED))).contains("ended");
        assertThat(taken.endOfAcknowledgement(alert(BUTUO, State.FIRING, Severity.CRITICAL, DAY)))
                .contains("severity-rose");
        assertThat(late.of(alert(BUTUO, State.FIRING), Beside.NOTHING).acknowledgement())
                .isNull();
    }

    @Test
    void while_the_pipeline_stands_still_what_is_open_says_so_and_what_is_over_does_not() {
        AlertId pipeline = new AlertId("pipeline-stale", "CN", "");
        Alert late = alert(BUTUO, State.FIRING).late();

        assertThat(beside(BUTUO, alert(pipeline, State.FIRING)).data()).isEqualTo(DataState.PIPELINE_STALE);
        assertThat(beside(BUTUO, alert(pipeline, State.RESOLVED)).data()).isEqualTo(DataState.OK);
        assertThat(beside(pipeline, alert(pipeline, State.FIRING)).data()).isEqualTo(DataState.OK);
        Bystanders stale = bystanders(List.of(alert(pipeline, State.FIRING)), Handling.NONE, 0);
        assertThat(stale.of(alert(BUTUO, State.RESOLVED), Beside.NOTHING).data())
                .isEqualTo(DataState.OK);
        assertThat(stale.of(late, Beside.NOTHING).data()).isEqualTo(DataState.PIPELINE_STALE);
        assertThat(bystanders(List.of(), Handling.NONE, 0)
                        .of(late, Beside.NOTHING)
                        .data())
                .isEqualTo(DataState.LATE);
    }

    private Beside beside(AlertId of, Alert other) {
        return bystanders(List.of(other), Handling.NONE, 0).of(alert(of, State.FIRING), Beside.NOTHING);
    }

    private Bystanders bystanders(List<Alert> others, Handling handling, int rises) {
        return new Bystanders(
                china, rules, others, new Bystanders.Circumstances(handling, Map.of(BUTUO.toString(), rises), NOW));
    }

    private static Handling acknowledged(String severity, Instant until) {
        return new Handling(
                List.of(), Map.of(BUTUO.toString(), new AcknowledgementRecord("li", until, severity, "mine")));
    }

    private static Alert alert(AlertId id, State state) {
        return alert(id, state, Severity.WARNING, DAY);
    }

    private static Alert alert(AlertId id, State state, Severity severity, LocalDate day) {
        return alert(id, state, severity, day, 1);
    }

    private static Alert alert(AlertId id, State state, Severity severity, LocalDate day, int episode) {
        Memory memory = new Memory(state, severity, episode, DAY, null, null, 0, 0, 0, DataState.OK);
        return new Alert(id, memory, List.of(), day, 1);
    }
}
