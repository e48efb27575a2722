package io.countywatch.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.alert.lifecycle.DataState;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.lifecycle.Verdict;
import io.countywatch.alert.schedule.Status;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

    @Test
    void the_packaged_rules_are_those_of_the_design() {
        RuleSet rules = RulesReader.packaged();

        assertThat(rules.rules())
                .extracting(Rule::id)
                .containsExactly(
                        "county-behind-schedule",
                        "county-silent",
                        "county-falling-back",
                        "province-behind-schedule",
                        "pipeline-stale");
        assertThat(rules.hash()).matches("sha256:[0-9a-f]{64}");
        assertThat(rules.rules().get(0).policy().raiseAfter()).isEqualTo(2);
        assertThat(rules.rules().get(0).policy().clearAfter()).isEqualTo(3);
        assertThat(RulesReader.read(Path.of("no such folder"), null).hash()).isEqualTo(rules.hash());
    }

    @Test
    void the_whole_form_of_the_design_is_understood() {
        RuleSet rules = RulesReader.parse(
                "rules.yaml",
                """
                rules:
                  - id: county-behind-schedule
                    raise: { evaluations: 3 }
                  - { id: slow, subject: county, severity: { warning: { lagDays: "> 30" } } }
                inhibit:
                  - { source: slow, target: "*" }
                routes:
                  - { match: { severity: critical }, groupBy: [province, rule], wait: 2m, interval: 30m, repeat: 7d, receivers: [ops] }
                receivers:
                  - { name: ops, webhook: { url: "https://ops.example/hook", secretFile: /run/secret } }
                watchlists:
                  - { id: mine, units: ["450225"], gMinFactor: 0.5 }
                escalate:
                  - { severity: critical, after: 14d, to: national }
                """);

        assertThat(rules.rules().get(0).policy().raiseAfter()).isEqualTo(3);
        assertThat(rules.rules().get(0).severity()).containsKeys(Severity.CRITICAL, Severity.WARNING);
        assertThat(rules.routes().get(0).groupWait().duration()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void what_it_does_not_know_is_refused_with_file_line_key_and_reason() {
        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", "rules:\n  - id: county-silent\n    rais: {}\n"))
                .hasMessageContaining("rules.yaml:3")
                .hasMessageContaining("rules[0].rais")
                .hasMessageContaining("unknown key");
        assertThatThrownBy(() -> RulesReader.parse(
                        "rules.yaml", "rules:\n  - id: county-silent\n    clear: {evaluations: 1, lagDays: \"~ 3\"}\n"))
                .hasMessageContaining("rules[0].clear.lagDays")
                .hasMessageContaining("a comparison is");
        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", "rules:\n  - {id: mine}\n"))
                .hasMessageContaining("rules.yaml:2: rule mine is not built in");
        assertThatThrownBy(() -> RulesReader.parse(
                        "rules.yaml", "rules:\n  - {id: county-silent}\ninhibit:\n  - {source: x, target: \"*\"}\n"))
                .hasMessageContaining("inhibit: no rule x");
        assertThatThrownBy(() ->
                        RulesReader.parse("rules.yaml", "rules:\n  - {id: county-silent}\n  - {id: county-silent}\n"))
                .hasMessageContaining("occurs twice");
        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", "rules: []\nroutes:\n  - {receivers: [nobody]}\n"))
                .hasMessageContaining("rules.yaml:3: routes: no receiver nobody");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- { receivers: [ops] }\\n  - { match: { rule: county-silent }, receivers: [ops] } | ops | https://ops.example | routes[1] is never reached",
                "- { groupBy: [weather], receivers: [ops] } | ops | https://ops.example | groupBy may hold",
                "- { match: { rule: no-such }, receivers: [ops] } | ops | https://ops.example | routes: no rule no-such",
                "- { match: { rule: county-silent, severity: critical }, receivers: [ops] } | ops | https://ops.example | no rule that it takes is ever critical",
                "- { match: { escalation: nation }, receivers: [ops] } | ops | https://ops.example | no step of escalation leads to nation",
                "- { receivers: [ops, ops] } | ops | https://ops.example | named twice",
                "- { repeat: 0s, receivers: [ops] } | ops | https://ops.example | over and over",
                "- { receivers: [ops] } | ops | ftp://ops.example | begins with http",
                "- { receivers: [ops] } | ops | https://user:canary@ops.example | must not hold a user",
                "- { receivers: [ops] } | Ops! | https://ops.example | a name of a-z"
            })
    void routes_and_receivers_that_could_tell_nobody_are_refused(
            String routes, String receiver, String url, String reason) {
        String text = "rules:\n  - { id: county-silent }\nroutes:\n  " + routes.replace("\\n", "\n")
                + "\nreceivers:\n  - { name: \"" + receiver + "\", webhook: { url: \"" + url + "\" } }\n";

        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", text))
                .hasMessageContaining("rules.yaml:")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("canary");
    }

    @Test
    void verdicts_follow_the_thresholds() {
        Rule rule = RulesReader.packaged().rules().get(0);

        assertThat(rule.judge(facts(Status.BEHIND, 20, 0.3, false)))
                .isEqualTo(new Verdict.Raise(Severity.WARNING, false));
        assertThat(rule.judge(facts(Status.CRITICAL, 20, 0.1, false)))
                .isEqualTo(new Verdict.Raise(Severity.CRITICAL, false));
        assertThat(rule.judge(facts(Status.OVERDUE, 20, 0, false)))
                .isEqualTo(new Verdict.Raise(Severity.CRITICAL, true));
        assertThat(rule.judge(facts(Status.WATCH, 9, 0.6, false))).isInstanceOf(Verdict.Between.class);
        assertThat(rule.judge(facts(Status.ON_TRACK, 2, 0.4, false))).isInstanceOf(Verdict.Between.class);
        assertThat(rule.judge(facts(Status.ON_TRACK, 2, 0.6, false))).isInstanceOf(Verdict.Clear.class);
        assertThat(rule.judge(facts(Status.DONE_UNVERIFIED, 9, 0, false))).isInstanceOf(Verdict.Clear.class);
        assertThat(rule.judge(facts(Status.UNKNOWN, 20, 0.3, true))).isEqualTo(new Verdict.NoData(DataState.SILENT));
    }

    @Test
    void in_silence_a_rule_raises_on_what_both_bounds_agree_on_and_never_clears() {
        Rule rule = RulesReader.packaged().rules().get(0);

        assertThat(rule.judge(facts(Status.BEHIND, 20, 0.3, true)))
                .isEqualTo(new Verdict.Raise(Severity.WARNING, false, DataState.SILENT));
        assertThat(rule.judge(facts(Status.OVERDUE, 20, 0, true)))
                .isEqualTo(new Verdict.Raise(Severity.CRITICAL, true, DataState.SILENT));
        for (Status status : new Status[] {Status.UNKNOWN, Status.WATCH, Status.NOT_STARTED, Status.DONE_UNVERIFIED}) {
            assertThat(rule.judge(facts(status, 0, 1, true))).isEqualTo(new Verdict.NoData(DataState.SILENT));
        }
    }

    @Test
    void numbers_of_a_silent_unit_are_one_bound_only_and_raise_nothing() {
        Rule slow = rule("{ status: [BEHIND], lagDays: \"> 10\" }");
        Rule first = rule("{ statusOfFirst: [BEHIND] }");

        assertThat(slow.judge(facts(Status.BEHIND, 20, 0.3, false))).isInstanceOf(Verdict.Raise.class);
        assertThat(slow.judge(facts(Status.BEHIND, 20, 0.3, true))).isInstanceOf(Verdict.NoData.class);
        assertThat(first.judge(new Facts(Status.UNKNOWN, Status.BEHIND, 9.0, 0.3, 50.0, true, null, false)))
                .isEqualTo(new Verdict.Raise(Severity.WARNING, false, DataState.SILENT));
        assertThat(first.judge(new Facts(Status.BEHIND, Status.UNKNOWN, 9.0, 0.3, 50.0, true, null, false)))
                .isInstanceOf(Verdict.NoData.class);
    }

    @Test
    void a_warning_that_falls_silent_as_well_may_be_critical_and_does_not_end_in_silence() {
        Rule rule = RulesReader.of("rules:\n  - { id: mine, subject: county, severity:"
                        + " { critical: { silent: true }, warning: { status: [BEHIND] } } }\n")
                .rules()
                .get(0);

        assertThat(rule.judge(facts(Status.BEHIND, 20, 0.3, false)))
                .isEqualTo(new Verdict.Raise(Severity.WARNING, false));
        for (Status status : new Status[] {Status.BEHIND, Status.UNKNOWN, Status.DONE_UNVERIFIED}) {
            assertThat(rule.judge(facts(status, 20, 0.3, true)))
                    .isEqualTo(new Verdict.Raise(Severity.CRITICAL, false, DataState.SILENT));
        }
        assertThat(rule.judge(facts(Status.ON_TRACK, 0, 0.9, false))).isInstanceOf(Verdict.Clear.class);
    }

    @Test
    void who_asks_for_a_status_of_those_who_speak_hears_of_no_end_in_silence() {
        for (String warning :
                new String[] {"{ status: [BEHIND], silent: false }", "{ gap: \"> 40\", silent: false }"}) {
            Rule rule = rule(warning);

            assertThat(rule.judge(facts(Status.BEHIND, 20, 0.3, false))).isInstanceOf(Verdict.Raise.class);
            assertThat(rule.judge(facts(Status.BEHIND, 20, 0.3, true))).isEqualTo(new Verdict.NoData(DataState.SILENT));
            assertThat(rule.judge(facts(Status.UNKNOWN, 0, 0.9, true))).isEqualTo(new Verdict.NoData(DataState.SILENT));
        }
    }

    @Test
    void who_asks_only_whether_a_county_speaks_is_answered_in_silence_too() {
        Rule rule = rule("{ silent: false }");

        assertThat(rule.judge(Facts.silence(false))).isInstanceOf(Verdict.Raise.class);
        assertThat(rule.judge(Facts.silence(true))).isInstanceOf(Verdict.Clear.class);
    }

    @Test
    void silence_has_its_own_rule() {
        Rule rule = RulesReader.packaged().rules().get(1);

        assertThat(rule.judge(Facts.silence(true))).isEqualTo(new Verdict.Raise(Severity.WARNING, false));
        assertThat(rule.judge(Facts.silence(false))).isInstanceOf(Verdict.Clear.class);
    }

    private static Rule rule(String warning) {
        return RulesReader.of("rules:\n  - { id: mine, subject: county, severity: { warning: " + warning + " } }\n")
                .rules()
                .get(0);
    }

    private static Facts facts(Status status, double lag, double probability, boolean silent) {
        return new Facts(status, status, lag, probability, 50.0, silent, null, false);
    }
}
