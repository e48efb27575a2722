package io.countywatch.alert.rules;

import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.schedule.Status;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what a rules file says in vain: what can never raise, never clear or never count. */
final class Contradictions {

    /** What can be known of whom a rule looks at, by the names that conditions use. */
    private static final Map<Rule.About, Set<String>> FACTS = Map.of(
            Rule.About.SCHEDULE, Set.of("status", "statusOfFirst", "lagDays", "probabilityOnTime", "gap", "silent"),
            Rule.About.SILENCE, Set.of("silent"),
            Rule.About.FALLING_BACK, Set.of("fallingBack", "silent"),
            Rule.About.DATA_QUALITY, Set.of("dataQuality", "silent"),
            Rule.About.PIPELINE, Set.of("stale"));

    private Contradictions() {}

    /** @throws Refusal on the first contradiction */
    static void refuse(List<Rule> rules, List<RuleSet.Escalation> escalate) {
        for (int i = 0; i < rules.size(); i++) {
            refuse(rules.get(i), "rules[" + i + "]");
        }
        for (int later = 0; later < escalate.size(); later++) {
            String at = "escalate[" + later + "]";
            Refusal.unless(
                    escalate.get(later).inWholeDays(),
                    at + ".after",
                    "escalate: steps are counted in campaign days: whole days, like 1d");
            for (int earlier = 0; earlier < later; earlier++) {
                refuse(escalate.get(earlier), escalate.get(later), at);
            }
        }
    }

    private static void refuse(Rule rule, String at) {
        String name = "rule " + rule.id() + " ";
        Refusal.unless(
                rule.subject() != Rule.Subject.VILLAGE,
                at,
                name + "is about villages, which speak through their county");
        rule.severity().forEach((severity, condition) -> {
            String there = at + ".severity." + severity.label();
            facts(rule, severity, condition, there, name);
            lists(condition, there, name);
            silence(rule, condition, there, name);
            probability(condition.probabilityOnTime(), there, name);
        });
        severities(rule, at + ".severity", name);
        clear(rule, at + ".clear", name);
    }

    /** A rule looks at one thing: a fact of something else does not exist for it, and meets no comparison. */
    private static void facts(Rule rule, Severity severity, Condition condition, String at, String name) {
        String never = name + severity.label() + " can never raise: ";
        for (String fact : condition.facts()) {
            Refusal.unless(
                    FACTS.get(rule.about()).contains(fact),
                    at + "." + fact,
                    never
                            + switch (rule.about()) {
                                case SCHEDULE -> fact + " is not a fact of a plan, which the rule is about";
                                case SILENCE -> fact + " is a fact of the pipeline";
                                case FALLING_BACK -> fact + " is not a fact of falling back, which the rule is about";
                                case DATA_QUALITY ->
                                    fact + " is not a fact of the quality of data, which the rule is about";
                                case PIPELINE -> "the pipeline has no fact but stale";
                            });
        }
        boolean ofCounties = rule.about() != Rule.About.SCHEDULE && rule.about() != Rule.About.PIPELINE;
        Refusal.unless(
                !ofCounties || rule.subject() == Rule.Subject.COUNTY,
                at,
                never + "silent, fallingBack and dataQuality are facts of counties");
    }

    private static void lists(Condition condition, String at, String name) {
        for (List<?> list : condition.lists()) {
            Refusal.unless(!list.isEmpty(), at, name + "can never raise: an empty list");
        }
    }

    /**
     * Where one condition of a rule needs figures, silence freezes the rule but for what is certain in it. Beside such a one
     * silence can be asked for by itself ("behind is a warning, to fall silent as well is critical"), or with statuses: those
     * on which both bounds agree. Other figures of a silent unit are one bound only, and raise nothing.
     */
    private static void silence(Rule rule, Condition condition, String at, String name) {
        boolean frozen = rule.severity().values().stream().anyMatch(Condition::needsData);
        boolean unknown = condition.status() != null && condition.status().contains(Status.UNKNOWN);
        Refusal.unless(
                !unknown || !frozen,
                at + ".status",
                name + "can never raise on UNKNOWN, which is no data: ask for silence in a rule of its own");
        boolean certain = Set.of("silent", "status", "statusOfFirst").containsAll(condition.facts());
        Refusal.unless(
                !Boolean.TRUE.equals(condition.silent()) || !frozen || certain,
                at + ".silent",
                name + "asks for figures in silence beside a severity that needs them too, and then silence has none:"
                        + " ask for silence alone or with statuses, or in a rule of its own");
    }

    private static void probability(Comparison comparison, String at, String name) {
        Refusal.unless(
                comparison == null || (comparison.number() >= 0 && comparison.number() <= 1),
                at + ".probabilityOnTime",
                name + "compares probabilityOnTime, which is 0 to 1, with " + comparison);
    }

    private static void severities(Rule rule, String at, String name) {
        Condition critical = rule.severity().get(Severity.CRITICAL);
        Condition warning = rule.severity().get(Severity.WARNING);
        if (critical == null || warning == null) {
            return;
        }
        String there = at + ".warning";
        Refusal.unless(!critical.equals(warning), there, name + "never warns: critical has the same condition");
        if (isStatusAlone(critical) && warning.status() != null) {
            warning.status().stream()
                    .filter(critical.status()::contains)
                    .findFirst()
                    .ifPresent(status -> {
                        throw new Refusal(there, name + "never warns on " + status + ": that is critical already");
                    });
        }
    }

    private static void clear(Rule rule, String at, String name) {
        Rule.Clear clear = rule.clear();
        if (clear != null && rule.about() != Rule.About.SCHEDULE) {
            Refusal.unless(
                    clear.lagDays() == null,
                    at + ".lagDays",
                    name + "can never clear: only plans have lagDays, and the rule is about none");
            Refusal.unless(
                    clear.probabilityOnTime() == null,
                    at + ".probabilityOnTime",
                    name + "clears without it: only plans have probabilityOnTime, and the rule is about none");
        }
        if (clear != null) {
            probability(clear.probabilityOnTime(), at, name);
        }
        Collection<Condition> conditions = rule.severity().values();
        Refusal.unless(
                conditions.stream()
                        .noneMatch(condition -> condition.status() != null
                                && condition.status().contains(Status.ON_TRACK)
                                && Set.of("status", "silent").containsAll(condition.facts())),
                at.replaceFirst("clear$", "severity"),
                name + "raises on ON_TRACK and so never clears");
    }

    private static boolean isStatusAlone(Condition condition) {
        return condition.facts().equals(List.of("status"));
    }

    private static void refuse(RuleSet.Escalation earlier, RuleSet.Escalation later, String at) {
        boolean same = earlier.severity() == later.severity();
        Refusal.unless(
                !same || later.days() < earlier.days() || later.to().compareTo(earlier.to()) < 0,
                at,
                "escalate: " + later.severity().label() + " has gone to "
                        + earlier.to().label() + " before");
    }
}
