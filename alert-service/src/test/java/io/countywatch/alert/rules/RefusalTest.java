package io.countywatch.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.local.infrastructure.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One way of refusing: with file, line and reason, wherever rules are read. */
class RefusalTest {

    private final Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));

    @TempDir
    Path folder;

    @Test
    void the_line_is_that_of_what_is_wrong_and_not_of_what_only_looks_like_it() {
        String rules =
                """
                rules:
                  - { id: a, subject: county, severity: { warning: { status: [] } } }
                  - { id: a-b, subject: county, severity: { warning: { gap: "> 9" } } }
                tests: # of id: a
                  - { name: a gap, rule: a-b, days: [{ gap: 10, expect: PENDING }] }
                """;

        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", rules))
                .hasMessageStartingWith("rules.yaml:2: rule a ");
    }

    @Test
    void an_unknown_key_is_found_on_its_own_line_too() {
        String rules =
                """
                rules:
                  - id: county-silent
                    clear:
                      lag: 3
                      evaluations: 1
                """;

        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", rules))
                .hasMessageStartingWith("rules.yaml:4: rules[0].clear.lag: unknown key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "thresholds: [{ measure: housing, mildLag: 6 }] | thresholds: campaign china-2020 has no measure housing",
                "watchlists: [{ id: close, units: ['513429', '513499'], gMinFactor: 0.5 }] | close: campaign china-2020 has no unit 513499",
                "routes: [{ match: { province: '99' }, receivers: [ops] }] | has no province 99",
                "routes: [{ match: { province: '513429' }, receivers: [ops] }] | has no province 513429",
                "routes: [{ match: { watchlist: nobody }, receivers: [ops] }] | routes: no watchlist nobody"
            })
    void what_the_campaign_does_not_have_is_refused_at_the_start_and_in_a_backtest(String wrong, String reason)
            throws Exception {
        String rules = "rules: [{ id: county-silent }]\n" + wrong + "\n"
                + (wrong.startsWith("routes")
                        ? "receivers: [{ name: ops, webhook: { url: 'https://ops.example' } }]\n"
                        : "");
        Files.writeString(folder.resolve("rules.yaml"), rules);

        assertThatThrownBy(() -> RulesReader.of(rules, china))
                .hasMessageStartingWith("rules:2: ")
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> RulesReader.read(folder, china))
                .hasMessageContaining("rules.yaml:2: ")
                .hasMessageContaining(reason);
    }

    @Test
    void what_the_campaign_has_is_taken() {
        RuleSet rules = RulesReader.of(
                """
                rules: [{ id: county-silent }]
                thresholds: [{ measure: renovation, mildLag: 6 }]
                watchlists: [{ id: close, units: ["513429", "513429-003"], gMinFactor: 0.5 }]
                routes:
                  - { match: { province: "51" }, receivers: [ops] }
                  - { match: { watchlist: close }, receivers: [ops] }
                  - { match: { watchlist: guizhou-over-10000 }, receivers: [ops] }
                receivers: [{ name: ops, webhook: { url: "https://ops.example" } }]
                """,
                china);

        assertThat(rules.routes()).hasSize(3);
    }
}
