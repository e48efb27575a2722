package io.countywatch.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.lifecycle.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of a rules file that give figures: the status comes from the file's own thresholds, forecast and watchlists. */
class TestFiguresTest {

    private static final String RULES =
            """
            rules:
              - { id: behind, subject: county, severity: { warning: { status: [BEHIND, CRITICAL] } }, raise: { evaluations: 1 } }
              - { id: silent, subject: county, severity: { warning: { silent: true } } }
            """;

    @Test
    void a_vector_of_the_design_can_be_written_as_a_test() {
        passes(
                """
                - name: v3, a county that speeds up too late
                  rule: behind
                  plan: { start: 2020-01-01, due: 2020-06-30 }
                  days:
                    - figures: { day: 2020-05-27, scope: 2000, done: 1400, weeks: [40, 55, 70, 90, 110, 120, 135, 140] }
                      expect: FIRING
                """);
        passes(
                """
                - name: v8, one that will make it all the same
                  rule: behind
                  plan: { start: 2020-01-01, due: 2020-06-30 }
                  days:
                    - figures: { day: 2020-05-27, scope: 2000, done: 1400, weeks: [60, 80, 110, 130, 150, 160, 165, 170] }
                      expect: INACTIVE
                """);
    }

    @Test
    void thresholds_count_for_their_measure_only() {
        String thresholds = "thresholds: [{ level: county, measure: renovation, mildLag: 5, severeSpiLag: 5 }]\n";
        String days = "days: [{ figures: { day: 2020-02-10, scope: 4000, pace: 0.85 }, expect: %s }] }\n";

        passes(thresholds, "- { name: a, rule: behind, measure: renovation, " + days.formatted("FIRING"));
        passes(thresholds, "- { name: a, rule: behind, measure: status, " + days.formatted("INACTIVE"));
        passes(thresholds, "- { name: a, rule: behind, " + days.formatted("INACTIVE"));
    }

    @Test
    void a_watchlist_of_the_file_makes_a_smaller_gap_count() {
        String list = "watchlists: [{ id: close, units: ['513429'], gMinFactor: 0.5 }]\n";
        String days = "days: [{ figures: { day: 2020-03-20, scope: 40, done: 6 }, expect: %s }] }\n";

        passes(list, "- { name: a, rule: behind, watchlist: close, " + days.formatted("FIRING"));
        passes(list, "- { name: a, rule: behind, " + days.formatted("INACTIVE"));
        assertThatThrownBy(() -> parse(list, "- { name: a, rule: behind, watchlist: far, " + days.formatted("FIRING")))
                .hasMessageContaining("rules.yaml:6: tests: no watchlist far in this file");
    }

    @Test
    void silence_goes_with_figures() {
        passes(
                """
                - name: on track and silent
                  rule: behind
                  days:
                    - { figures: { day: 2020-03-20, scope: 4000, pace: 0.5 }, expect: FIRING }
                    - { figures: { scope: 4000, pace: 1 }, silent: true, times: 9, expect: FIRING }
                    - { figures: { scope: 4000, pace: 1 }, times: 3, expect: RESOLVED }
                """);
    }

    @Test
    void a_failure_says_what_the_figures_came_to() {
        assertThatThrownBy(
                        () -> parse(
                                "",
                                """
                        - name: too early
                          rule: behind
                          days:
                            - { figures: { day: 2020-02-10, scope: 4000, pace: 0.85 }, expect: FIRING }
                        """))
                .hasMessageMatching(
                        "rules.yaml:8: test \"too early\", days\\[0]: FIRING expected, INACTIVE found: WATCH on"
                                + " 2020-02-10, lagDays 6\\.\\d, gap \\d+, probabilityOnTime 0\\.\\d+");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "behind | figures: { scope: 40 } | either pace, or done",
                "behind | figures: { scope: 40, pace: 1, done: 3 } | either pace, or done",
                "behind | figures: { scope: 40, pace: 1, weeks: [1] } | either pace, or done",
                "behind | figures: { pace: 1 } | a scope of 1 or more",
                "behind | figures: { scope: 40, done: 41 } | done at most the scope",
                "behind | figures: { scope: 40, done: 4 }, status: BEHIND | either figures or facts",
                "behind | figures: { day: 2019-12-31, scope: 40, done: 4 } | does not come after the day before",
                "silent | silent: true, times: 1001 | times must be 1 to 1000",
                "silent | figures: { scope: 40, done: 4 } | rule silent is about none"
            })
    void what_cannot_be_is_refused_on_its_line(String rule, String day, String reason) {
        assertThatThrownBy(() ->
                        parse("", "- { name: a, rule: " + rule + ", days: [{ " + day + ", expect: PENDING }] }\n"))
                .hasMessageContaining("rules.yaml:5: ")
                .hasMessageContaining(reason);
    }

    private static void passes(String test) {
        passes("", test);
    }

    private static void passes(String before, String test) {
        RuleSet rules = parse(before, test);
        assertThat(rules.rules().get(0).severity()).containsKey(Severity.WARNING);
        assertThat(rules.ladder(Level.COUNTY, null)).isNotNull();
    }

    private static RuleSet parse(String before, String test) {
        return RulesReader.parse("rules.yaml", RULES + before + "tests:\n" + test);
    }
}
