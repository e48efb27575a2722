package io.countywatch.alert.rules;

import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.schedule.Status;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a rules file says in vain: what can never raise, never clear or never count. */
final class Contradictions {

    private Contradictions() {}

    /** @throws Refusal on the first contradiction */
    static void refuse(List<Rule> rules, List<RuleSet.Escalation> escalate) {
        for (int i = 0; i < rules.size(); i++) {
            refuse(rules.get(i), "rules[" + i + "]");
        }
        for (int later = 0; later < escalate.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                refuse(escalate.get(earlier), escalate.get(later), "escalate[" + later + "]");
            }
        }
    }

    private static void refuse(Rule rule, String beside) {
        String name = "rule " + rule.id() + " ";
        Refusal.unless(
                rule.subject() != Rule.Subject.VILLAGE,
                beside,
                name + "is about villages, which speak through their county");
        for (Condition condition : rule.severity().values()) {
            boolean schedule = condition.status() != null
                    || condition.statusOfFirst() != null
                    || condition.lagDays() != null
                    || condition.gap() != null
                    || condition.probabilityOnTime() != null;
            boolean pipeline = rule.subject() == Rule.Subject.PIPELINE;
            Refusal.unless(
                    pipeline == (condition.stale() != null),
                    beside,
                    name + "can never raise: stale is a fact of the pipeline, and its only one");
            Refusal.unless(
                    !pipeline || (!schedule && condition.silent() == null && condition.fallingBack() == null),
                    beside,
                    name + "can never raise: the pipeline has no fact but stale");
            Refusal.unless(
                    condition.fallingBack() == null || !schedule,
                    beside,
                    name + "can never raise: fallingBack is not a fact of a plan");
            Refusal.unless(
                    schedule || pipeline || rule.subject() == Rule.Subject.COUNTY,
                    beside,
                    name + "can never raise: silent and fallingBack are facts of counties");
            Stream.of(condition.status(), condition.statusOfFirst(), condition.fallingBack())
                    .forEach(list -> Refusal.unless(
                            list == null || !list.isEmpty(), beside, name + "can never raise: an empty list"));
            probability(condition.probabilityOnTime(), beside, name);
        }
        if (rule.clear() != null) {
            probability(rule.clear().probabilityOnTime(), beside, name);
        }
        severities(rule, beside, name);
        boolean neverClears = rule.severity().values().stream()
                .anyMatch(condition -> condition.status() != null
                        && condition.statusOfFirst() == null
                        && condition.lagDays() == null
                        && condition.gap() == null
                        && condition.probabilityOnTime() == null
                        && condition.status().contains(Status.ON_TRACK));
        Refusal.unless(!neverClears, beside, name + "raises on ON_TRACK and so never clears");
    }

    private static void probability(Comparison comparison, String beside, String name) {
        Refusal.unless(
                comparison == null || (comparison.number() >= 0 && comparison.number() <= 1),
                beside,
                name + "compares probabilityOnTime, which is 0 to 1, with " + comparison);
    }

    private static void severities(Rule rule, String beside, String name) {
        Condition critical = rule.severity().get(Severity.CRITICAL);
        Condition warning = rule.severity().get(Severity.WARNING);
        if (critical == null || warning == null) {
            return;
        }
        Refusal.unless(!critical.equals(warning), beside, name + "never warns: critical has the same condition");
        boolean statusAlone = critical.status() != null
                && critical.equals(new Condition(critical.status(), null, null, null, null, null, null, null));
        if (statusAlone && warning.status() != null) {
            warning.status().stream()
                    .filter(critical.status()::contains)
                    .findFirst()
                    .ifPresent(status -> Refusal.unless(
                            false, beside, name + "never warns on " + status + ": that is critical already"));
        }
    }

    private static void refuse(RuleSet.Escalation earlier, RuleSet.Escalation later, String at) {
        boolean same = earlier.severity() == later.severity();
        long first = earlier.after() == null ? 0 : earlier.after().duration().toSeconds();
        long second = later.after() == null ? 0 : later.after().duration().toSeconds();
        Refusal.unless(
                !same || second < first || later.to().compareTo(earlier.to()) < 0,
                at,
                "escalate: " + later.severity().label() + " has gone to "
                        + earlier.to().label() + " before");
    }
}
