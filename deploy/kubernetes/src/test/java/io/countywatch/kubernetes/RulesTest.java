package io.countywatch.kubernetes;

import static io.countywatch.kubernetes.Manifests.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final Path FOLDER = Manifests.root().resolve("deploy/observability");

    @Test
    void every_alert_says_what_is_wrong_whose_promise_it_is_and_what_to_do() throws IOException {
        String runbook = Files.readString(FOLDER.resolve("README.md"));

        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("none", "warning", "critical");
            assertThat(alert.at("/labels/promise").asText()).as(name).matches("[1-7]");
            assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
            assertThat(alert.at("/annotations/description").asText()).as(name).isNotBlank();
            assertThat(alert.at("/annotations/runbook").asText())
                    .isEqualTo("deploy/observability/README.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(runbook).contains("\n### " + name + "\n\n");
        });
    }

    @Test
    void every_promise_has_an_alert_of_its_own() {
        assertThat(alerts().stream().map(RulesTest::promise)).contains("1", "2", "3", "4", "5", "6", "7");
    }

    @Test
    void the_table_of_promises_names_every_alert_where_its_label_says_and_none_that_is_not_there() throws IOException {
        Map<String, Set<String>> table = promises();

        assertThat(table.keySet()).containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(alerts()).allSatisfy(alert -> assertThat(table.get(promise(alert)))
                .contains(alert.path("alert").asText()));
        assertThat(alerts().stream().map(alert -> alert.path("alert").asText()))
                .containsAll(table.values().stream().flatMap(Set::stream).toList());
    }

    /** Number of each promise, and the alerts that the README names beside it. */
    private static Map<String, Set<String>> promises() throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        for (String line : Files.readAllLines(FOLDER.resolve("README.md"))) {
            if (line.matches("\\| [0-9]\\. .*")) {
                table.put(
                        line.substring(2, 3),
                        Pattern.compile("\\[(\\w+)]\\(#\\w+\\)")
                                .matcher(line)
                                .results()
                                .map(link -> link.group(1))
                                .collect(Collectors.toSet()));
            }
        }
        return table;
    }

    private static String promise(JsonNode alert) {
        return alert.at("/labels/promise").asText();
    }

    @Test
    void every_alert_is_tested_both_ways() throws IOException {
        String tests = Files.readString(FOLDER.resolve("rules/countywatch-test.yaml"))
                + Files.readString(FOLDER.resolve("rules/countywatch-days-test.yaml"));

        assertThat(alerts()).allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            assertThat(tests).contains("- name: " + name + " fires");
            if (!name.equals("CountywatchWatchdog")) {
                assertThat(tests).contains("- name: " + name + " is quiet");
            }
        });
    }

    @Test
    void promtool_agrees() throws Exception {
        Process tool;
        try {
            tool = new ProcessBuilder(
                            "promtool", "test", "rules", "countywatch-test.yaml", "countywatch-days-test.yaml")
                    .directory(FOLDER.resolve("rules").toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            System.out.printf("%n*** NOT RUN: the tests of the Prometheus rules, since promtool is not installed"
                    + " (Debian: apt install prometheus). ***%n%n");
            return;
        }
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tool.waitFor()).as(said).isZero();
    }

    private static List<JsonNode> alerts() {
        List<JsonNode> alerts = new ArrayList<>();
        elements(Manifests.yaml("deploy/observability/rules/countywatch.yaml").path("groups"))
                .flatMap(group -> elements(group.path("rules")))
                .filter(rule -> rule.has("alert"))
                .forEach(alerts::add);
        return alerts;
    }
}
