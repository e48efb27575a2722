package io.countywatch.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.DataState;
import io.countywatch.alert.lifecycle.Memory;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.lifecycle.Verdict;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.local.infrastructure.Project;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What nobody judges any more ends. */
class WithdrawalsTest {

    private static final LocalDate DAY = LocalDate.of(2020, 5, 1);

    private final Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));

    @Test
    void open_alerts_of_units_and_rules_that_are_gone_end_and_those_of_the_pipeline_and_closed_ones_stay() {
        List<Judgement> withdrawn = new Withdrawals(china, RulesReader.packaged())
                .of(
                        List.of(),
                        Stream.of(
                                        alert("county-behind-schedule:999999:resettlement", State.FIRING),
                                        alert("no-such-rule:513429:resettlement", State.PENDING),
                                        alert("county-behind-schedule:888888:resettlement", State.RESOLVED),
                                        alert("pipeline-stale:CN:", State.FIRING))
                                .toList());

        assertThat(withdrawn)
                .extracting(one -> one.id() + " " + one.remark())
                .containsExactly(
                        "county-behind-schedule:999999:resettlement the campaign has no unit of this code any more",
                        "no-such-rule:513429:resettlement the rules have changed: nothing judges this any more");
        assertThat(withdrawn).extracting(Judgement::verdict).containsOnly(new Verdict.Withdrawn());
    }

    private static StoredAlert alert(String id, State state) {
        Memory memory = new Memory(state, Severity.WARNING, 1, DAY, null, null, 0, 0, 0, DataState.OK);
        return new StoredAlert(new Alert(AlertId.parse(id), memory, List.of(), DAY, 1), 1, Beside.NOTHING);
    }
}
