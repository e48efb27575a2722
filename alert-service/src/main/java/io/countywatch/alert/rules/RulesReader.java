package io.countywatch.alert.rules;

import io.countywatch.alert.campaign.StrictYaml;
import io.countywatch.alert.schedule.ForecastModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads {@code rules.yaml} of a campaign folder, or the packaged default where there is none. */
public final class RulesReader {

    private static final String PACKAGED = "default-rules.yaml";

    private RulesReader() {}

    /** What a file holds. */
    record Document(
            List<Rule> rules,
            List<RuleSet.Inhibition> inhibit,
            List<RuleSet.Route> routes,
            List<RuleSet.Receiver> receivers,
            List<RuleSet.RuleWatchlist> watchlists,
            List<RuleSet.Escalation> escalate,
            ForecastModel forecast,
            List<Thresholds> thresholds,
            List<RuleTest> tests) {}

    /** @throws IllegalArgumentException with file, line, key and reason, if the rules are wrong */
    public static RuleSet read(Path campaignFolder) {
        Path file = campaignFolder.resolve("rules.yaml");
        try {
            return Files.exists(file) ? parse(file.toString(), Files.readString(file)) : packaged();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The rules that come with the service. */
    public static RuleSet packaged() {
        return parse(PACKAGED, packagedText());
    }

    /**
     * Reads rules that are in no file.
     *
     * @throws IllegalArgumentException with line, key and reason, if they are wrong
     */
    public static RuleSet of(String text) {
        return parse("rules", text);
    }

    static RuleSet parse(String file, String text) {
        Document document = StrictYaml.read(file, text, Document.class);
        Map<String, Rule> known = StrictYaml.read(PACKAGED, packagedText(), Document.class).rules().stream()
                .collect(Collectors.toMap(Rule::id, Function.identity()));
        try {
            List<Rule> rules = document.rules() == null
                    ? List.of()
                    : document.rules().stream()
                            .map(rule -> complete(rule, known.get(rule.id())))
                            .toList();
            RuleSet set = new RuleSet(
                            rules,
                            document.inhibit(),
                            document.routes(),
                            document.receivers(),
                            document.watchlists(),
                            document.escalate(),
                            document.forecast(),
                            document.thresholds(),
                            null)
                    .named();
            test(set, document.tests() == null ? List.of() : document.tests());
            return set;
        } catch (Refusal e) {
            int line = e.lineIn(text);
            throw new IllegalArgumentException(file + (line > 0 ? ":" + line : "") + ": " + e.getMessage(), e);
        }
    }

    /** A file whose own tests fail is wrong in one of two places: it is not taken. */
    private static void test(RuleSet set, List<RuleTest> tests) {
        Map<String, Rule> rules = set.rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        Set<String> names = new HashSet<>();
        for (RuleTest test : tests) {
            String beside = "name: " + test.name();
            Refusal.unless(names.add(test.name()), beside, "test \"" + test.name() + "\" occurs twice");
            Refusal.unless(rules.containsKey(test.rule()), beside, "tests: no rule " + test.rule() + " in this file");
            test.run(rules.get(test.rule())).ifPresent(fault -> {
                throw new Refusal(beside, fault);
            });
        }
    }

    /** Names of a file's tests. */
    static List<String> tests(String file, String text) {
        Document document = StrictYaml.read(file, text, Document.class);
        return document.tests() == null
                ? List.of()
                : document.tests().stream().map(RuleTest::name).toList();
    }

    /** Ids of rules of a file that none of its tests is about. */
    static List<String> untested(String file, String text) {
        Document document = StrictYaml.read(file, text, Document.class);
        Set<String> tested = document.tests() == null
                ? Set.of()
                : document.tests().stream().map(RuleTest::rule).collect(Collectors.toSet());
        return document.rules() == null
                ? List.of()
                : document.rules().stream()
                        .map(Rule::id)
                        .filter(id -> !tested.contains(id))
                        .toList();
    }

    /**
     * Ids of rules in a campaign's own file that no test is about. A rule that is taken as it is packaged has its tests
     * there.
     */
    public static List<String> untested(Path campaignFolder) {
        Path file = campaignFolder.resolve("rules.yaml");
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file);
            List<Rule> packaged = packaged().rules();
            List<String> untested = untested(file.toString(), text);
            return parse(file.toString(), text).rules().stream()
                    .filter(rule -> untested.contains(rule.id()) && !packaged.contains(rule))
                    .map(Rule::id)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Rule complete(Rule rule, Rule known) {
        Rule complete = known == null ? rule : rule.orElse(known);
        if (complete.subject() == null || complete.severity().isEmpty()) {
            throw new Refusal(
                    "id: " + rule.id(), "rule " + rule.id() + " is not built in: it needs subject and severity");
        }
        return complete;
    }

    static String packagedText() {
        try (InputStream in = RulesReader.class.getResourceAsStream("/" + PACKAGED)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + PACKAGED, e);
        }
    }
}
