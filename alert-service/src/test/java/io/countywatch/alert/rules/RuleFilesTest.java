package io.countywatch.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tests inside the rules files: of the packaged one and of every campaign. {@code -Drules.file=…} adds a file, for
 * whoever writes one.
 */
class RuleFilesTest {

    @Test
    void every_rule_that_is_packaged_or_comes_with_a_campaign_has_a_test_and_passes_it() throws IOException {
        RulesReader.packaged();
        for (Path file : files()) {
            Path campaign = file.resolveSibling("campaign.yaml");
            RulesReader.tested(
                    file.toString(),
                    Files.readString(file),
                    Files.exists(campaign) ? CampaignReader.read(file.getParent()) : null);
        }
    }

    /** Whoever deletes a threshold, or all of them, must hear of it: the tests give figures and not the status. */
    @ParameterizedTest
    @CsvSource({"rules.yaml, 2", "rules.small-counties.yaml, 5"})
    void without_one_of_its_thresholds_a_campaign_s_file_fails(String name, int thresholds) throws IOException {
        String text = Files.readString(
                Project.root().resolve("deploy/campaigns/china-2020").resolve(name));
        List<String> without = new ArrayList<>();
        Matcher line = Pattern.compile("(?m)^thresholds:.*\\n  - \\{ level: county, (.*) }\\n")
                .matcher(text);
        assertThat(line.find()).isTrue();
        without.add(text.replace(line.group(), ""));
        for (String threshold : List.of(line.group(1).split(", ", -1))) {
            without.add(text.replace(", " + threshold, ""));
        }

        assertThat(without).hasSize(1 + thresholds).doesNotContain(text);
        assertThat(without).allSatisfy(one -> assertThatThrownBy(() -> RulesReader.parse("rules.yaml", one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rules.yaml:"));
    }

    @Test
    void a_test_that_fails_refuses_the_file_with_its_line() {
        String rules =
                """
                rules:
                  - { id: county-silent }
                tests:
                  - name: too early
                    rule: county-silent
                    days:
                      - { silent: true, expect: FIRING }
                """;

        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", rules))
                .hasMessage("rules.yaml:7: test \"too early\", days[0]: FIRING expected, PENDING (warning) found");
        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", rules.replace("rule: county", "rule: other")))
                .hasMessage("rules.yaml:5: tests: no rule other-silent in this file");
        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", rules.replace("expect: FIRING", "expected: FIRING")))
                .hasMessageContaining("rules.yaml:7")
                .hasMessageContaining("unknown key");
        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", rules.replace(", expect: FIRING", "")))
                .hasMessageContaining("a test must expect something");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ warning: { status: [ON_TRACK] } } | county | never clears",
                "{ warning: { status: [] } } | county | an empty list",
                "{ critical: { status: [BEHIND] }, warning: { status: [BEHIND] } } | county | never warns",
                "{ critical: { status: [OVERDUE, BEHIND] }, warning: { status: [BEHIND] } } | county | on BEHIND",
                "{ warning: { probabilityOnTime: '< 20' } } | county | which is 0 to 1",
                "{ warning: { stale: true } } | county | a fact of the pipeline",
                "{ warning: { status: [BEHIND] } } | pipeline | has no fact but stale",
                "{ critical: { stale: true, silent: true } } | pipeline | has no fact but stale",
                "{ warning: { status: [UNKNOWN] } } | county | can never raise on UNKNOWN",
                "{ warning: { status: [BEHIND, UNKNOWN] } } | county | can never raise on UNKNOWN",
                "{ critical: { status: [UNKNOWN], silent: true }, warning: { status: [BEHIND] } } | county | on UNKNOWN",
                "{ critical: { silent: true, lagDays: '> 9' }, warning: { status: [BEHIND] } } | county | asks for figures in silence",
                "{ critical: { silent: true, lagDays: '> 9' }, warning: { status: [BEHIND], silent: false } } | county | asks for figures in silence",
                "{ critical: { silent: true, fallingBack: [BEHIND] }, warning: { fallingBack: [WATCH] } } | county | asks for figures in silence",
                "{ warning: { status: [UNKNOWN], silent: false } } | county | can never raise on UNKNOWN",
                "{ critical: { fallingBack: [BEHIND] }, warning: { status: [BEHIND] } } | county | fallingBack is not a fact of a plan",
                "{ critical: { status: [BEHIND] }, warning: { stale: true } } | county | stale is not a fact of a plan",
                "{ warning: { silent: true } } | province | facts of counties",
                "{ warning: { dataQuality: [liftedAgain] } } | province | facts of counties",
                "{ warning: { dataQuality: [] } } | county | an empty list",
                "{ critical: { dataQuality: [liftedAgain] }, warning: { fallingBack: [BEHIND] } } | county | not a fact of falling back",
                "{ critical: { dataQuality: [liftedAgain] }, warning: { stale: true } } | county | not a fact of the quality of data",
                "{ warning: { fallingBack: [BEHIND], status: [BEHIND] } } | county | not a fact of a plan",
                "{ warning: { status: [BEHIND] } } | village | speak through their county"
            })
    void a_rule_that_speaks_in_vain_is_refused_with_its_line_and_the_reason(
            String severity, String subject, String reason) {
        String rules = "rules:\n  - { id: county-silent }\n  - { id: mine, subject: " + subject + ", severity: "
                + severity + " }\n";

        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", rules))
                .hasMessageContaining("rules.yaml:3: rule mine")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ id: mine, subject: county, severity: { warning: { status: [UNKNOWN], silent: true } } }",
                "{ id: mine, subject: county, severity: { critical: { silent: true }, warning: { status: [BEHIND] } } }",
                "{ id: mine, subject: county, severity: { critical: { silent: true }, warning: { fallingBack: [BEHIND] } } }",
                "{ id: mine, subject: county, severity: { critical: { status: [BEHIND], silent: true }, warning: { status: [BEHIND] } } }",
                "{ id: mine, subject: county, severity: { critical: { silent: true, fallingBack: [BEHIND] }, warning: { silent: true } } }",
                "{ id: mine, subject: county, severity: { warning: { statusOfFirst: [UNKNOWN, BEHIND] } } }"
            })
    void a_rule_that_can_raise_on_silence_is_taken(String rule) {
        assertThat(RulesReader.parse("rules.yaml", "rules:\n  - " + rule + "\n").rules())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "county-silent | lagDays: '<= 3' | can never clear: only plans have lagDays",
                "county-falling-back | lagDays: '<= 3' | can never clear: only plans have lagDays",
                "pipeline-stale | lagDays: '<= 3' | can never clear: only plans have lagDays",
                "county-silent | probabilityOnTime: '>= 0.5' | clears without it",
                "county-behind-schedule | probabilityOnTime: '>= 50' | which is 0 to 1"
            })
    void a_comparison_that_keeps_a_rule_from_clearing_is_refused_on_its_line(
            String rule, String comparison, String reason) {
        String rules = "rules:\n  - id: " + rule + "\n    clear:\n      evaluations: 1\n      " + comparison + "\n";

        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", rules))
                .hasMessageStartingWith("rules.yaml:5: rule " + rule + " ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "escalate: [{ severity: warning, after: 12h, to: county }] | whole days, like 1d",
                "watchlists: [{ id: lax, units: ['513429'], gMinFactor: 2 }] | a gMinFactor above 0, at most 1",
                "receivers: [{ name: ops, webhook: { url: 'https://ops.example' } }] | receiver ops is never told: no route names it"
            })
    void what_would_not_count_is_refused(String wrong, String reason) {
        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", "rules: [{ id: county-silent }]\n" + wrong + "\n"))
                .hasMessageStartingWith("rules.yaml:2: ")
                .hasMessageContaining(reason);
    }

    @Test
    void a_day_of_escalation_may_be_written_in_hours() {
        RuleSet rules = RulesReader.of(
                "rules: [{ id: county-silent }]\nescalate: [{ severity: warning, after: 48h, to: county }]\n");

        assertThat(rules.escalate().get(0).days()).isEqualTo(2);
    }

    @Test
    void inhibitions_in_a_circle_and_steps_that_lead_back_are_refused() {
        String rules = "rules:\n  - { id: county-silent }\n  - { id: county-falling-back }\n";

        assertThatThrownBy(() -> RulesReader.parse(
                        "rules.yaml",
                        rules + "inhibit:\n  - { source: county-silent, target: county-falling-back }\n"
                                + "  - { source: county-falling-back, target: \"*\" }\n"))
                .hasMessageContaining("rules.yaml:5: inhibit: rule county-silent inhibits itself through others");
        assertThatThrownBy(() -> RulesReader.parse(
                        "rules.yaml",
                        rules + "escalate:\n  - { severity: warning, to: province }\n"
                                + "  - { severity: warning, after: 7d, to: county }\n"))
                .hasMessageContaining("rules.yaml:6: escalate: warning has gone to province before");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> campaigns = Files.list(Project.root().resolve("deploy/campaigns"))) {
            Stream<Path> given =
                    Stream.ofNullable(System.getProperty("rules.file")).map(Path::of);
            List<Path> all = Stream.concat(campaigns.filter(Files::isDirectory).flatMap(RuleFilesTest::inFolder), given)
                    .toList();
            assertThat(all)
                    .extracting(path -> path.getFileName().toString())
                    .contains("rules.yaml", "rules.small-counties.yaml");
            return all;
        }
    }

    /** rules.yaml and what may be copied over it. */
    private static Stream<Path> inFolder(Path campaign) {
        try (Stream<Path> files = Files.list(campaign)) {
            return files
                    .filter(file -> file.getFileName().toString().matches("rules(\\..+)?\\.yaml"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
