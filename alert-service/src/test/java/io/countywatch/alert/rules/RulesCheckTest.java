package io.countywatch.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.local.infrastructure.Project;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCheckTest {

    private static final Path CHINA = Project.root().resolve("deploy/campaigns/china-2020");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void a_good_file_names_its_tests() throws IOException {
        int code = check(RulesReader.packagedText());

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("passed: one bad day tells nobody")
                .contains("5 rules for campaign china-2020, 9 tests passed, sha256:");
    }

    @Test
    void a_rule_without_a_test_is_refused_with_its_line_and_what_to_add() throws IOException {
        String untested =
                """
                rules:
                  - { id: tested, subject: county, severity: { warning: { gap: "> 99" } } }
                  - id: county-silent
                tests:
                  - { name: a gap, rule: tested, days: [{ gap: 100, expect: PENDING }] }
                """;

        assertThat(check(untested)).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("rules.yaml:3: rule county-silent has no test: add one under tests")
                .contains("\"rule: county-silent\"");
        assertThatThrownBy(() -> RulesReader.read(folder, CampaignReader.read(CHINA)))
                .as("the service does not start with it")
                .hasMessageContaining("rules.yaml:3: rule county-silent has no test");
        assertThat(RulesReader.of(untested, CampaignReader.read(CHINA)).rules())
                .as("but it can be tried on days that are over")
                .hasSize(2);
    }

    @Test
    void a_failing_test_is_named_with_file_and_line() throws IOException {
        int code = check(RulesReader.packagedText().replace("expect: RECOVERING", "expect: RESOLVED"));

        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .contains("rules.yaml:")
                .contains("behind on two days fires")
                .contains("RESOLVED expected, RECOVERING");
    }

    @Test
    void what_the_service_would_refuse_for_its_campaign_is_refused_with_its_line() throws IOException {
        int code = check(RulesReader.packagedText() + "thresholds:\n  - { measure: housing, mildLag: 6 }\n");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .matches("(?s).*rules.yaml:\\d+: thresholds: campaign china-2020 has no measure housing\\s*");
    }

    @Test
    void a_file_that_is_not_there_is_said() {
        assertThat(RulesCheck.run(new String[] {"nowhere.yaml", CHINA.toString()}, stream(out), stream(err)))
                .isEqualTo(2);
        assertThat(RulesCheck.run(new String[0], stream(out), stream(err))).isEqualTo(2);
        assertThat(err.toString()).contains("nowhere.yaml: cannot be read");
        assertThat(RulesCheck.run(
                        new String[] {CHINA.resolve("rules.example.yaml").toString(), "nowhere"},
                        stream(out),
                        stream(err)))
                .isEqualTo(2);
        assertThat(err.toString()).contains("must name a campaign folder");
    }

    private int check(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), text);
        return RulesCheck.run(new String[] {file.toString(), CHINA.toString()}, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true);
    }
}
