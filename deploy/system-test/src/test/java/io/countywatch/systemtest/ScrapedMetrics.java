package io.countywatch.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What running services tell Prometheus, held against the expressions of rules and dashboards. */
final class ScrapedMetrics {

    /** Given by Prometheus itself. */
    private static final Set<String> ADDED_LABELS = Set.of("job", "instance", "clock");

    /** Told only where the rules of a campaign name a receiver, which those of the reference campaign do not. */
    private static final Set<String> OF_RECEIVERS = Set.of("alert_notification_oldest_seconds");

    private static final Pattern LINE = Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? [^ ]+$");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<String, Set<String>> labels = new HashMap<>();
    private final Set<String> lines = new HashSet<>();

    void add(String scrape) {
        scrape.lines().forEach(line -> {
            Matcher sample = LINE.matcher(line);
            if (sample.matches()) {
                lines.add(line);
                Set<String> known = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
                Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                while (label.find()) {
                    known.add(label.group(1));
                }
            }
        });
    }

    boolean has(String beginning) {
        return lines.stream().anyMatch(line -> line.startsWith(beginning));
    }

    Set<String> lines() {
        return lines;
    }

    /** What an expression asks for that nobody tells. */
    List<String> missing(String expression, Set<String> recorded) {
        List<String> missing = new ArrayList<>();
        PromExpression.metrics(expression).forEach((metric, wanted) -> {
            if (metric.equals("up") || recorded.contains(metric) || OF_RECEIVERS.contains(metric)) {
                return;
            }
            if (!labels.containsKey(metric)) {
                missing.add(metric + " in " + expression);
                return;
            }
            wanted.stream()
                    .filter(label ->
                            !ADDED_LABELS.contains(label) && !labels.get(metric).contains(label))
                    .forEach(label -> missing.add(metric + "{" + label + "} in " + expression));
        });
        return missing;
    }

    /** Every expression of the rules and of the dashboards. */
    static Set<String> expressions() {
        Set<String> expressions = new TreeSet<>(rules("expr"));
        try (Stream<Path> files = Files.list(Project.root().resolve("deploy/observability/dashboards"))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".json")).toList()) {
                for (JsonNode expression :
                        new JsonMapper().readTree(file.toFile()).findValues("expr")) {
                    expressions.add(expression.asText());
                }
            }
            return expressions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of recorded series. */
    static Set<String> recorded() {
        return rules("record");
    }

    private static Set<String> rules(String field) {
        try {
            Set<String> values = new TreeSet<>();
            new ObjectMapper(new YAMLFactory())
                    .readTree(Project.root()
                            .resolve("deploy/observability/rules/countywatch.yaml")
                            .toFile())
                    .findValues(field)
                    .forEach(value -> values.add(value.asText()));
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
