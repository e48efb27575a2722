package io.countywatch.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Ladder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of rules is all that they decide by, and what decisions name is the hash of that. */
class KeptRulesTest {

    private static final String ALL =
            """
            rules:
              - id: county-behind-schedule
                raise: { evaluations: 3 }
              - { id: slow, subject: county, severity: { warning: { lagDays: "> 30" }, critical: { gap: ">= 99.5" } } }
            inhibit:
              - { source: slow, target: "*", equal: [unit] }
            routes:
              - { match: { severity: critical }, groupBy: [province], wait: 90s, repeat: 30d, receivers: [ops] }
              - { receivers: [ops] }
            receivers:
              - { name: ops, webhook: { url: "https://ops.example/canary", secretFile: /run/canary } }
            watchlists:
              - { id: mine, units: ["450225"], gMinFactor: 0.5 }
            escalate:
              - { severity: critical, after: 14d, to: national }
            forecast: pooled-paces
            thresholds:
              - { level: county, mildLag: 6, severeSpiLag: 6 }
              - { measure: renovation, behindBelow: 0.7 }
            """;

    @Test
    void what_is_kept_decides_as_the_file_did() {
        RuleSet rules = RulesReader.of(ALL);

        RuleSet again = KeptRules.read(KeptRules.of(rules).text(), rules.hash()).orElseThrow();

        assertThat(again.hash()).isEqualTo(rules.hash());
        assertThat(again.forecast()).isEqualTo(ForecastModel.POOLED_PACES);
        assertThat(again.inhibit()).isEqualTo(rules.inhibit());
        assertThat(again.watchlists()).isEqualTo(rules.watchlists());
        assertThat(again.escalate()).isEqualTo(rules.escalate());
        for (Level level : Level.values()) {
            for (String measure : List.of("status", "renovation")) {
                assertThat(again.ladder(level, measure)).isEqualTo(rules.ladder(level, measure));
            }
        }
        assertThat(again.rules())
                .extracting(Rule::severity)
                .isEqualTo(rules.rules().stream().map(Rule::severity).toList());
        assertThat(again.rules())
                .extracting(Rule::policy)
                .isEqualTo(rules.rules().stream().map(Rule::policy).toList());
    }

    @Test
    void the_hash_is_that_of_the_kept_text_whatever_order_and_comments_the_file_has() {
        RuleSet rules = RulesReader.of(ALL);
        String otherwise = "# a comment\n"
                + ALL.replace(
                        "warning: { lagDays: \"> 30\" }, critical: { gap: \">= 99.5\" }",
                        "critical: { gap: \">= 99.5\" }, warning: { lagDays: \"> 30\" }");

        assertThat(rules.hash()).isEqualTo(RuleSet.hash(KeptRules.of(rules).text()));
        assertThat(otherwise).contains("{ critical:");
        assertThat(RulesReader.of(otherwise).hash()).isEqualTo(rules.hash());
        for (String[] change : new String[][] {
            {"mildLag: 6", "mildLag: 5"},
            {"0.5", "0.6"},
            {"14d", "15d"},
            {"pooled-paces", "gamma-poisson"},
            {"unit]", "measure]"}
        }) {
            assertThat(RulesReader.of(ALL.replace(change[0], change[1])).hash())
                    .as(change[0])
                    .isNotEqualTo(rules.hash());
        }
    }

    @Test
    void defaults_that_a_release_could_change_are_in_the_text() {
        String text = KeptRules.of(RulesReader.of("rules:\n  - { id: county-silent }\n"))
                .text();

        assertThat(text)
                .contains("\"severeLag\":" + Ladder.DEFAULT.severeLag(), "\"watchBelow\":0.25", "\"silent\":true")
                .contains("\"raise\":{\"evaluations\":2}", "\"forecast\":\"gamma-poisson\"");
    }

    @Test
    void addresses_and_secrets_stay_out() {
        assertThat(KeptRules.of(RulesReader.of(ALL)).text())
                .contains("\"ops\"", "\"90s\"", "\"30d\"")
                .doesNotContain("canary");
    }

    @Test
    void what_this_release_cannot_read_is_not_taken_for_other_rules() {
        assertThat(KeptRules.read("{\"rules\":[{\"id\":\"x\",\"subject\":\"moon\"}]}", "sha256:0"))
                .isEmpty();
    }
}
