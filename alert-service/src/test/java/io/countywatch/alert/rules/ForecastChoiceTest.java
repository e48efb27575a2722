package io.countywatch.alert.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Ladder;
import org.junit.jupiter.api.Test;

class ForecastChoiceTest {

    private static final String RULES =
            """
            rules:
              - id: county-behind-schedule
            """;

    @Test
    void the_design_s_formula_is_the_default() {
        assertThat(RulesReader.parse("rules.yaml", RULES).ladder(Level.COUNTY, "status"))
                .isEqualTo(Ladder.DEFAULT);
        assertThat(RulesReader.packaged().forecast()).isEqualTo(ForecastModel.GAMMA_POISSON);
    }

    @Test
    void a_rules_file_can_choose_another_forecast() {
        RuleSet rules = RulesReader.parse("rules.yaml", RULES + "forecast: pooled-paces\n");

        assertThat(rules.ladder(Level.COUNTY, "status")).isEqualTo(Ladder.DEFAULT.with(ForecastModel.POOLED_PACES));
        assertThat(rules.hash())
                .as("the choice is part of what every decision names")
                .isNotEqualTo(RulesReader.parse("rules.yaml", RULES).hash());
    }

    @Test
    void an_unknown_forecast_is_refused_with_its_line() {
        assertThatThrownBy(() -> RulesReader.parse("rules.yaml", RULES + "forecast: crystal-ball\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rules.yaml:3")
                .hasMessageContaining("crystal-ball");
    }
}
