package io.countywatch.alert.rules;

import io.countywatch.alert.campaign.StrictYaml;
import io.countywatch.alert.schedule.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
            List<RuleSet.Escalation> escalate) {}

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
            return new RuleSet(
                    rules,
                    document.inhibit(),
                    document.routes(),
                    document.receivers(),
                    document.watchlists(),
                    document.escalate(),
                    hash(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Rule complete(Rule rule, Rule known) {
        Rule complete = known == null ? rule : rule.orElse(known);
        if (complete.subject() == null || complete.severity().isEmpty()) {
            throw new IllegalArgumentException("rule " + rule.id() + " is not built in: it needs subject and severity");
        }
        boolean clearsWhileBehind = complete.clear() != null
                && complete.clear().lagDays() == null
                && complete.clear().probabilityOnTime() == null
                && complete.severity().values().stream()
                        .allMatch(c -> c.status() != null && c.status().contains(Status.ON_TRACK));
        if (clearsWhileBehind) {
            throw new IllegalArgumentException("rule " + rule.id() + " raises on ON_TRACK and so never clears");
        }
        return complete;
    }

    private static String packagedText() {
        try (InputStream in = RulesReader.class.getResourceAsStream("/" + PACKAGED)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + PACKAGED, e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
