package io.countywatch.alert.rules;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.StrictYaml;
import io.countywatch.alert.lifecycle.AlertId;
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
import java.util.stream.IntStream;

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

    /**
     * The rules of a campaign's folder.
     *
     * @throws IllegalArgumentException with file, line, key and reason, if the rules are wrong or one has no test
     */
    public static RuleSet read(Path campaignFolder, Campaign campaign) {
        Path file = campaignFolder.resolve("rules.yaml");
        try {
            return Files.exists(file) ? tested(file.toString(), Files.readString(file), campaign) : packaged();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The rules that come with the service. */
    public static RuleSet packaged() {
        return tested(PACKAGED, packagedText(), null);
    }

    /**
     * Reads rules that are to be tried on a campaign. They are in no file, and need no tests.
     *
     * @throws IllegalArgumentException with line, key and reason, if they are wrong
     */
    public static RuleSet of(String text, Campaign campaign) {
        return parse("rules", text, campaign);
    }

    /** The same for whatever campaign: what they say of units, measures and watchlists is taken as it is. */
    public static RuleSet of(String text) {
        return parse("rules", text);
    }

    static RuleSet parse(String file, String text) {
        return parse(file, text, null);
    }

    private static RuleSet parse(String file, String text, Campaign campaign) {
        return in(file, text, document -> set(document, text, campaign));
    }

    /**
     * Reads rules that are to be in force: each must have a test.
     *
     * @param campaign that the rules are for; null for any
     */
    static RuleSet tested(String file, String text, Campaign campaign) {
        return in(file, text, document -> {
            RuleSet set = set(document, text, campaign);
            refuseUntested(set.rules(), document.tests() == null ? List.of() : document.tests());
            return set;
        });
    }

    private static RuleSet in(String file, String text, Function<Document, RuleSet> read) {
        Document document = StrictYaml.read(file, text, Document.class);
        try {
            return read.apply(document);
        } catch (Refusal e) {
            throw e.in(file, text);
        }
    }

    private static RuleSet set(Document document, String text, Campaign campaign) {
        Map<String, Rule> known = StrictYaml.read(PACKAGED, packagedText(), Document.class).rules().stream()
                .collect(Collectors.toMap(Rule::id, Function.identity()));
        List<Rule> rules = document.rules() == null
                ? List.of()
                : IntStream.range(0, document.rules().size())
                        .mapToObj(i -> complete(document.rules().get(i), known, "rules[" + i + "]"))
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
        if (campaign != null) {
            CampaignRules.refuse(set, campaign);
        }
        test(set, document.tests() == null ? List.of() : document.tests());
        return set;
    }

    /** Also of a rule that is taken as it is packaged: the thresholds it is judged by are this file's. */
    private static void refuseUntested(List<Rule> rules, List<RuleTest> tests) {
        Set<String> tested = tests.stream().map(RuleTest::rule).collect(Collectors.toSet());
        for (int i = 0; i < rules.size(); i++) {
            String id = rules.get(i).id();
            Refusal.unless(
                    tested.contains(id),
                    "rules[" + i + "]",
                    "rule " + id + " has no test: add one under tests, with a name, \"rule: " + id
                            + "\", and days of facts with what to expect of them");
        }
    }

    /** A file whose own tests fail is wrong in one of two places: it is not taken. */
    private static void test(RuleSet set, List<RuleTest> tests) {
        Map<String, Rule> rules = set.rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tests.size(); i++) {
            RuleTest test = tests.get(i);
            String at = "tests[" + i + "]";
            Refusal.unless(names.add(test.name()), at + ".name", "test \"" + test.name() + "\" occurs twice");
            Refusal.unless(
                    rules.containsKey(test.rule()), at + ".rule", "tests: no rule " + test.rule() + " in this file");
            refuse(test, rules.get(test.rule()), set, at);
            test.run(rules.get(test.rule()), set).ifPresent(fault -> {
                throw new Refusal(at + ".days[" + fault.step() + "]", fault.reason());
            });
        }
    }

    private static void refuse(RuleTest test, Rule rule, RuleSet set, String at) {
        Refusal.unless(
                test.watchlist() == null || isNamed(test.watchlist(), set),
                at + ".watchlist",
                "tests: no watchlist " + test.watchlist() + " in this file");
        AlertId beside = test.beside();
        Refusal.unless(
                beside == null || set.rules().stream().anyMatch(one -> one.id().equals(beside.rule())),
                at + ".beside",
                "tests: no rule " + (beside == null ? "" : beside.rule()) + " in this file");
        for (int day = 0; day < test.days().size(); day++) {
            Refusal.unless(
                    test.days().get(day).figures() == null || rule.about() == Rule.About.SCHEDULE,
                    at + ".days[" + day + "].figures",
                    "tests: figures are held against a plan, and rule " + rule.id() + " is about none");
        }
    }

    /** Those of the campaign a file names in its routes only. */
    private static boolean isNamed(String watchlist, RuleSet set) {
        return set.watchlists().stream().anyMatch(list -> list.id().equals(watchlist))
                || set.routes().stream()
                        .anyMatch(route -> route.match() != null
                                && watchlist.equals(route.match().watchlist()));
    }

    /** Names of a file's tests. */
    static List<String> tests(String file, String text) {
        Document document = StrictYaml.read(file, text, Document.class);
        return document.tests() == null
                ? List.of()
                : document.tests().stream().map(RuleTest::name).toList();
    }

    private static Rule complete(Rule rule, Map<String, Rule> known, String at) {
        Rule complete = known.containsKey(rule.id()) ? rule.orElse(known.get(rule.id())) : rule;
        Refusal.unless(
                complete.subject() != null && !complete.severity().isEmpty(),
                at,
                "rule " + rule.id() + " is not built in: it needs subject and severity");
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
