package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.rules.Facts;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.rules.RuleSet;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Holds the rules about the pipeline itself against its staleness: one alert stands for all counties. */
final class PipelineTick {

    private final Campaign campaign;
    private final RuleSet rules;

    PipelineTick(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.rules = rules;
    }

    List<Judgement> judge(boolean stale, Optional<LocalDate> reached) {
        String nation = campaign.units().of(Level.NATION).get(0).code();
        String remark = (stale ? "the figures are stale" : "the figures are fresh") + ", all counties are known up to "
                + reached.map(LocalDate::toString).orElse("no day yet");
        Fact fact = new Fact(nation, "", Rule.About.PIPELINE, Facts.staleness(stale), null, remark);
        return rules.rules().stream()
                .filter(rule -> rule.about() == Rule.About.PIPELINE)
                .map(rule -> Judgement.of(rule, fact))
                .toList();
    }
}
