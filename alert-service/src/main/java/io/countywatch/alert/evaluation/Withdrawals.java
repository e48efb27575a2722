package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.lifecycle.Verdict;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.rules.RuleSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ends what a change of the rules or of the campaign has left without a judge. Pure. */
final class Withdrawals {

    private final Campaign campaign;
    private final RuleSet rules;

    Withdrawals(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.rules = rules;
    }

    /**
     * Open alerts that nobody judges any more, since the rules, the plans or the units have changed: they must not fire
     * for ever.
     */
    List<Judgement> of(List<Judgement> judgements, Collection<StoredAlert> known) {
        Set<String> judged = new HashSet<>();
        judgements.forEach(judgement -> judged.add(judgement.id().toString()));
        Set<String> elsewhere = new HashSet<>();
        rules.rules().stream()
                .filter(rule -> rule.subject() == Rule.Subject.PIPELINE)
                .forEach(rule -> elsewhere.add(rule.id()));
        List<Judgement> withdrawn = new ArrayList<>();
        for (StoredAlert stored : known) {
            Alert alert = stored.alert();
            boolean open = alert.now().state().isActive() || alert.now().state() == State.PENDING;
            if (open
                    && !judged.contains(alert.id().toString())
                    && !elsewhere.contains(alert.id().rule())) {
                withdrawn.add(new Judgement(alert.id(), null, new Verdict.Withdrawn(), nothing(alert.id())));
            }
        }
        return withdrawn;
    }

    private Fact nothing(AlertId id) {
        String remark = campaign.units().find(id.unit()).isPresent()
                ? "the rules have changed: nothing judges this any more"
                : "the campaign has no unit of this code any more";
        return new Fact(id.unit(), id.measure(), null, null, null, remark);
    }
}
