package io.countywatch.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.lifecycle.Verdict;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.startup.Json;
import io.countywatch.local.infrastructure.Project;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Rules about figures that are hardly so. */
class DataQualityTest {

    private static final LocalDate MAY_27 = LocalDate.of(2020, 5, 27);
    private static final String BUTUO = "513429";

    private final Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));
    private final Judge judge = new Judge(
            china,
            RulesReader.of(
                    """
                    rules:
                      - { id: at-risk, subject: county, severity: { warning: { dataQuality: [atRiskUnlikely] } } }
                      - { id: lifted-again, subject: county, severity: { warning: { dataQuality: [liftedAgain] } } }
                    """,
                    china));

    @Test
    void each_flag_raises_the_rule_that_asks_for_it() {
        assertThat(raised(snapshot -> snapshot)).isEmpty();
        assertThat(raised(snapshot -> snapshot.atRisk(0))).containsExactly("at-risk");
        assertThat(raised(snapshot -> snapshot.liftedAgain(1))).containsExactly("lifted-again");
        assertThat(raised(snapshot -> snapshot.atRisk(0).liftedAgain(2))).containsExactly("at-risk", "lifted-again");
    }

    @Test
    void it_says_what_it_found() {
        Judgement judgement =
                judge(snapshot -> snapshot.atRisk(0).liftedAgain(2)).get(0);

        assertThat(judgement.remark())
                .matches(
                        "0 of \\d+ households of the register are at risk, 2 were lifted again within 90 days of falling"
                                + " back");
    }

    @Test
    void a_county_that_says_nothing_is_not_judged() {
        assertThat(judge(snapshot -> snapshot.atRisk(0).lastReportAt("2020-05-01T00:00:00Z")))
                .extracting(Judgement::verdict)
                .allMatch(Verdict.NoData.class::isInstance);
    }

    private List<String> raised(UnaryOperator<CountySnapshot> change) {
        return judge(change).stream()
                .filter(judgement -> judgement.verdict() instanceof Verdict.Raise)
                .map(judgement -> judgement.id().rule())
                .toList();
    }

    private List<Judgement> judge(UnaryOperator<CountySnapshot> change) {
        SnapshotRecord changed =
                record(change.apply(onPlan().atRisk(record(onPlan()).register() / 20)));
        return judge.judge(MAY_27, List.of(), Map.of(BUTUO, changed));
    }

    private CountySnapshot onPlan() {
        return CountySnapshot.onPlan(china, china.units().get(BUTUO), MAY_27);
    }

    private static SnapshotRecord record(CountySnapshot snapshot) {
        return Json.read(snapshot.json(), SnapshotRecord.class);
    }
}
