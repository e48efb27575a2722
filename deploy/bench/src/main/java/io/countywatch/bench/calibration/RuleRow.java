package io.countywatch.bench.calibration;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Ladder;
import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rule on counties of given scopes.
 *
 * @param forecast name of the model
 * @param rule name of the rule
 * @param scope what the counties have to do
 * @param outcomes in the order of {@link #PACES}
 */
record RuleRow(String forecast, String rule, String scope, List<RuleStudy.Outcome> outcomes) {

    /** Ahead of the plan, on it, and behind. */
    static final List<Double> PACES = List.of(1.05, 1.0, 0.85, 0.70);

    /** The design's scope of its false alarms first. */
    private static final List<Long> SCOPES = List.of(2_000L, 6_000L, 30_000L);

    private static final Path UNITS = Path.of("deploy/campaigns/china-2020/units.csv");
    private static final int LEVEL_COLUMN = 1;
    private static final int PEOPLE_COLUMN = 6;

    /** Every model and every rule on the same counties. */
    static List<RuleRow> all(int counties, long seed) {
        List<RuleRow> rows = new ArrayList<>();
        for (long scope : SCOPES) {
            rows.addAll(all(String.format(Locale.ROOT, "%,d", scope), List.of(scope), counties, seed));
        }
        rows.addAll(all("reference campaign", referenceCampaign(), counties, seed));
        return rows;
    }

    private static List<RuleRow> all(String name, List<Long> scopes, int counties, long seed) {
        List<RuleRow> rows = new ArrayList<>();
        for (ForecastModel model : ForecastModel.values()) {
            for (StudiedRule rule : StudiedRule.values()) {
                if (rule.isFor(model)) {
                    rows.add(row(model, rule, name, scopes, counties, seed));
                }
            }
        }
        return rows;
    }

    /** The people of its 52 counties, 4,620 to 73,045. */
    static List<Long> referenceCampaign() {
        try {
            return Files.readAllLines(Project.root().resolve(UNITS)).stream()
                    .map(line -> line.split(",", -1))
                    .filter(row -> row[LEVEL_COLUMN].equals("county"))
                    .map(row -> Long.valueOf(row[PEOPLE_COLUMN]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RuleRow row(ForecastModel model, StudiedRule rule, String name, List<Long> scopes, int counties, long seed) {
        Ladder ladder = rule.rules(model).ladder(Level.COUNTY, "simulated").with(model);
        RuleStudy study = new RuleStudy(rule.rule(model), ladder);
        List<RuleStudy.Outcome> outcomes = PACES.parallelStream()
                .map(pace -> study.play(Scenario.NOISY, scopes, pace, counties, seed))
                .toList();
        return new RuleRow(new ProductionForecast(model).name(), rule.label(), name, outcomes);
    }
}
