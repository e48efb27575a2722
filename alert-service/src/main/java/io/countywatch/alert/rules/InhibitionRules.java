package io.countywatch.alert.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses inhibitions that name nobody, or by which a rule would keep itself quiet. */
final class InhibitionRules {

    private InhibitionRules() {}

    /**
     * @param ids of all rules
     * @throws Refusal on the first contradiction
     */
    static void refuse(List<RuleSet.Inhibition> inhibit, Set<String> ids) {
        for (int i = 0; i < inhibit.size(); i++) {
            RuleSet.Inhibition inhibition = inhibit.get(i);
            String at = "inhibit[" + i + "]";
            Refusal.unless(
                    ids.contains(inhibition.source()), at + ".source", "inhibit: no rule " + inhibition.source());
            Refusal.unless(
                    inhibition.target().equals("*") || ids.contains(inhibition.target()),
                    at + ".target",
                    "inhibit: no rule " + inhibition.target());
            Refusal.unless(
                    !inhibition.source().equals(inhibition.target()), at, "inhibit: a rule cannot inhibit itself");
        }
        for (int i = 0; i < inhibit.size(); i++) {
            String rule = inhibit.get(i).source();
            Refusal.unless(
                    !reaches(inhibit, rule, rule, new HashSet<>()),
                    "inhibit[" + i + "]",
                    "inhibit: rule " + rule + " inhibits itself through others");
        }
    }

    /** Whether following inhibitions from a rule leads to another; {@code *} leads to all but the source. */
    private static boolean reaches(List<RuleSet.Inhibition> inhibit, String from, String to, Set<String> seen) {
        for (RuleSet.Inhibition inhibition : inhibit) {
            boolean any = inhibition.target().equals("*");
            if (inhibition.source().equals(from)) {
                if ((any && !from.equals(to)) || inhibition.target().equals(to)) {
                    return true;
                }
                if (!any && seen.add(inhibition.target()) && reaches(inhibit, inhibition.target(), to, seen)) {
                    return true;
                }
            }
        }
        return false;
    }
}
