package io.countywatch.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCheckTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void a_good_file_names_its_tests_and_the_rules_without_one() throws IOException {
        int code = check(RulesReader.packagedText()
                .replace(
                        "rules:\n",
                        "rules:\n  - { id: mine, subject: county," + " severity: { warning: { gap: \"> 9\" } } }\n"));

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("passed: one bad day tells nobody")
                .contains("no test is about: mine")
                .contains("6 rules, 9 tests passed, sha256:");
    }

    @Test
    void at_the_start_rules_of_ones_own_without_a_test_are_named() throws IOException {
        assertThat(RulesReader.untested(folder)).isEmpty();

        Files.writeString(
                folder.resolve("rules.yaml"),
                """
                rules:
                  - id: county-silent
                  - { id: county-behind-schedule, raise: { evaluations: 3 } }
                  - { id: mine, subject: county, severity: { warning: { gap: "> 9" } } }
                  - { id: tested, subject: county, severity: { warning: { gap: "> 99" } } }
                tests:
                  - { name: a gap, rule: tested, days: [{ gap: 100, expect: PENDING }] }
                """);
        assertThat(RulesReader.untested(folder)).containsExactly("county-behind-schedule", "mine");
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
    void a_file_that_is_not_there_is_said() {
        assertThat(RulesCheck.run(new String[] {"nowhere.yaml"}, stream(out), stream(err)))
                .isEqualTo(2);
        assertThat(RulesCheck.run(new String[0], stream(out), stream(err))).isEqualTo(2);
        assertThat(err.toString()).contains("cannot be read");
    }

    private int check(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), text);
        return RulesCheck.run(new String[] {file.toString()}, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true);
    }
}
