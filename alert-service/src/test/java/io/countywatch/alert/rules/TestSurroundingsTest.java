package io.countywatch.alert.rules;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of a rules file that look at what stands beside an alert: inhibition, routes, escalation. */
class TestSurroundingsTest {

    /** Whoever takes a part of the example away hears of it from its own tests. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target: county-behind-schedule, equal: [province, measure] | target: county-silent | not inhibited, told to [alertmanager, operations] found",
                "equal: [province, measure] | equal: [measure] | 'county, inhibited, told to [] found'",
                "match: { escalation: nation } | match: { province: '99' } | told to [alertmanager, leading-group] found",
                "watchlist: guangxi-priority-counties }, groupBy | province: '99' }, groupBy | no watchlist",
                "after: 7d | after: 8d | escalated to county found",
                "severity: critical, to: province | severity: critical, to: prefecture | 'escalated to prefecture, told to'"
            })
    void the_example_s_tests_hold_its_inhibitions_routes_and_steps(String part, String instead, String reason)
            throws IOException {
        String text = Files.readString(Project.root().resolve("deploy/campaigns/china-2020/rules.example.yaml"));

        assertThatCode(() -> RulesReader.parse("rules.yaml", text)).doesNotThrowAnyException();
        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", text.replace(part, instead)))
                .hasMessageContaining(reason);
    }

    @Test
    void an_alert_beside_is_one_of_a_rule_of_the_file() {
        String rules =
                """
                rules: [{ id: county-silent }]
                tests:
                  - name: beside what is not there
                    rule: county-silent
                    beside: { rule: pipeline-stale, unit: CN, measure: "" }
                    days: [{ silent: true, times: 2, inhibited: true }]
                """;

        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", rules))
                .hasMessageContaining("rules.yaml:5: tests: no rule pipeline-stale in this file");
    }
}
