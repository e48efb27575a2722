package io.countywatch.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.schedule.Ladder;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

    private static final String RULES =
            """
            rules:
              - id: county-behind-schedule
            """;

    @Test
    void they_hold_for_their_level_and_measure_only_and_later_ones_go_over_earlier_ones() {
        RuleSet rules = RulesReader.of(
                RULES
                        + """
                thresholds:
                  - { level: county, mildLag: 6, severeSpiLag: 6 }
                  - { level: county, measure: renovation, mildLag: 5 }
                """);

        assertThat(rules.ladder(Level.COUNTY, "status").mildLag()).isEqualTo(6);
        assertThat(rules.ladder(Level.COUNTY, "renovation").mildLag()).isEqualTo(5);
        assertThat(rules.ladder(Level.COUNTY, "renovation").severeSpiLag()).isEqualTo(6);
        assertThat(rules.ladder(Level.COUNTY, "renovation").severeLag()).isEqualTo(14);
        assertThat(rules.ladder(Level.PROVINCE, "renovation")).isEqualTo(Ladder.DEFAULT);
    }

    @Test
    void what_contradicts_itself_is_refused_with_its_line() {
        refused("{ level: county, mildLag: 8 }", "a severe lag is not below a mild one");
        refused("{ level: county, criticalBelow: 0.9 }", "CRITICAL is not likelier than BEHIND");
        refused("{ measure: status, watchBelow: 25 }", "lie between 0 and 1");
        refused("{ measure: status, lateDays: -1 }", "0 or more");
        refused("{ level: county, mildlag: 6 }", "unknown key");
        refused("{ level: hamlet, mildLag: 6 }", "hamlet");
    }

    private static void refused(String thresholds, String reason) {
        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", RULES + "thresholds: [" + thresholds + "]\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rules.yaml:3")
                .hasMessageContaining(reason);
    }
}
