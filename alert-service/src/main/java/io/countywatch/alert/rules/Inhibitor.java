package io.countywatch.alert.rules;

import io.countywatch.alert.lifecycle.AlertId;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Says which alert speaks for which.
 *
 * @param provinceOf code of the province that a unit lies in, null for the nation
 */
public record Inhibitor(List<RuleSet.Inhibition> inhibitions, UnaryOperator<String> provinceOf) {

    /** Whether an active source makes a target's notifications needless. An alert never inhibits itself. */
    public boolean inhibits(AlertId source, AlertId target) {
        return !source.equals(target)
                && inhibitions.stream().anyMatch(inhibition -> inhibits(inhibition, source, target));
    }

    private boolean inhibits(RuleSet.Inhibition inhibition, AlertId source, AlertId target) {
        return inhibition.source().equals(source.rule())
                && (inhibition.target().equals("*") || inhibition.target().equals(target.rule()))
                && !target.rule().equals(source.rule())
                && inhibition.equal().stream().allMatch(attribute -> switch (attribute) {
                    case "measure" -> source.measure().equals(target.measure());
                    case "unit" -> source.unit().equals(target.unit());
                    default -> Objects.equals(provinceOf.apply(source.unit()), provinceOf.apply(target.unit()));
                });
    }
}
