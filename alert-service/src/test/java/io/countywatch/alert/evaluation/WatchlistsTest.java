package io.countywatch.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.handling.Handling;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.startup.Json;
import io.countywatch.local.infrastructure.Project;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Watchlists of the campaign and of the rules file: a stricter tolerance, and a label of their own. */
class WatchlistsTest {

    private static final LocalDate MAY_27 = LocalDate.of(2020, 5, 27);
    private static final String BUTUO = "513429";
    private static final String ON_A_LIST_OF_THE_CAMPAIGN = "450225";

    private final Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));
    private final RuleSet plain = RulesReader.of("rules: [{ id: county-behind-schedule }]\n");
    private final RuleSet watching = RulesReader.of(
            """
            rules: [{ id: county-behind-schedule }]
            watchlists:
              - { id: close-watch, units: ["513429", "450225"], gMinFactor: 0.25 }
              - { id: people-5000, units: ["513429"], gMinFactor: 1 }
            """);

    @Test
    void a_list_of_the_rules_file_labels_its_units_beside_those_of_the_campaign() {
        Map<String, AssessmentRecord> assessed = byCounty(watching);

        assertThat(assessed.get(BUTUO).watchlists())
                .contains("close-watch")
                .containsAll(china.watchlistsOf(unit(BUTUO)))
                .doesNotHaveDuplicates();
        assertThat(assessed.get(ON_A_LIST_OF_THE_CAMPAIGN).watchlists())
                .contains("guangxi-priority-counties", "close-watch");
        assertThat(assessed.values())
                .filteredOn(one -> !Set.of(BUTUO, ON_A_LIST_OF_THE_CAMPAIGN).contains(one.unit()))
                .noneMatch(one -> one.watchlists().contains("close-watch"));
    }

    @Test
    void a_day_that_is_evaluated_again_keeps_the_label() {
        Map<String, SnapshotRecord> counties = counties();
        List<Revisions.Revision> revised = new Revisions(china, watching)
                .of(
                        List.of(new Revisions.Earlier(MAY_27, counties, VillageParts.NONE, Set.of(BUTUO), List.of())),
                        Map.of());

        assertThat(revised.get(0).assessments())
                .filteredOn(one -> one.unit().equals(BUTUO))
                .isNotEmpty()
                .allMatch(one -> one.watchlists().contains("close-watch"));
    }

    @Test
    void the_strictest_list_sets_the_smallest_gap_that_counts() {
        double usual = byCounty(plain).get(BUTUO).inForce().minimumGap();

        assertThat(byCounty(watching).get(BUTUO).inForce().minimumGap()).isEqualTo(usual / 4);
    }

    /** The first assessment of every county. */
    private Map<String, AssessmentRecord> byCounty(RuleSet rules) {
        Tick.Figures figures = new Tick.Figures(counties(), VillageParts.NONE, Map.of(), List.of());
        Tick.Known known = new Tick.Known(Map.of(), Handling.NONE, Map.of());
        Map<String, AssessmentRecord> assessed = new HashMap<>();
        new Tick(china, rules)
                .day(MAY_27, figures, new HashMap<>(), known, Instant.EPOCH).assessments().stream()
                        .filter(one -> one.level().equals("county"))
                        .forEach(one -> assessed.putIfAbsent(one.unit(), one));
        return assessed;
    }

    private Map<String, SnapshotRecord> counties() {
        Map<String, SnapshotRecord> counties = new HashMap<>();
        for (Unit county : china.units().of(Level.COUNTY)) {
            String json = CountySnapshot.onPlan(china, county, MAY_27).json();
            counties.put(county.code(), Json.read(json, SnapshotRecord.class));
        }
        return counties;
    }

    private Unit unit(String code) {
        return china.units().get(code);
    }
}
