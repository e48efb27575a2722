package io.countywatch.bench.calibration;

import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rules that are tried on simulated counties. */
enum StudiedRule {
    /** As packaged, by the status ladder of the design. */
    PACKAGED("packaged") {
        @Override
        RuleSet rules(ForecastModel model) {
            return RulesReader.packaged();
        }
    },
    /** The rules of the reference campaign, with the forecast that they name and no other. */
    CALIBRATED("calibrated") {
        @Override
        RuleSet rules(ForecastModel model) {
            return campaign("rules.yaml");
        }

        @Override
        boolean isFor(ForecastModel model) {
            return rules(model).forecast() == model;
        }
    },
    /** The file that it offers for counties with little to do: behind by a share of the time, for ten days. */
    SMALL_COUNTIES("small counties") {
        @Override
        RuleSet rules(ForecastModel model) {
            return campaign("rules.small-counties.yaml");
        }

        @Override
        boolean isFor(ForecastModel model) {
            return rules(model).forecast() == model;
        }
    },
    /** As packaged, with thresholds of 6 days in place of 7. */
    SIX_DAYS("6 days") {
        @Override
        RuleSet rules(ForecastModel model) {
            return RulesReader.of(
                    """
                    rules: [{ id: county-behind-schedule }]
                    thresholds: [{ level: county, mildLag: 6, severeSpiLag: 6 }]
                    """);
        }

        @Override
        boolean isFor(ForecastModel model) {
            return !CALIBRATED.isFor(model); // the same as that file but for the forecast
        }
    },
    /** Thresholds that ask for an improbable finish; at once, and clear only when a finish in time is likely again. */
    IMPROBABLE("improbable") {
        @Override
        RuleSet rules(ForecastModel model) {
            return RulesReader.of(
                    """
                    rules:
                      - id: county-behind-schedule
                        raise: { evaluations: 1 }
                        clear: { evaluations: 3, probabilityOnTime: ">= 0.30" }
                    thresholds:
                      - { level: county, mildLag: 5.5, severeSpiLag: 5.5, criticalBelow: %1$s, behindBelow: %1$s,
                          mildBehindBelow: %1$s, lateBehindBelow: %1$s }
                    """
                            .formatted(below(model)));
        }
    };

    private static final Path CAMPAIGN = Path.of("deploy/campaigns/china-2020");

    private final String label;

    StudiedRule(String label) {
        this.label = label;
    }

    private static RuleSet campaign(String file) {
        try {
            return RulesReader.of(
                    Files.readString(Project.root().resolve(CAMPAIGN).resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Chosen on training seeds: a model that is less sure of itself says 0.15 where the design's formula says 0.02. */
    private static String below(ForecastModel model) {
        return switch (model) {
            case GAMMA_POISSON -> "0.02";
            case POOLED_PACES -> "0.10";
        };
    }

    String label() {
        return label;
    }

    abstract RuleSet rules(ForecastModel model);

    /** Whether it is tried with a forecast. */
    boolean isFor(ForecastModel model) {
        return true;
    }

    Rule rule(ForecastModel model) {
        return rules(model).rules().stream()
                .filter(one -> one.id().equals("county-behind-schedule"))
                .findFirst()
                .orElseThrow();
    }
}
