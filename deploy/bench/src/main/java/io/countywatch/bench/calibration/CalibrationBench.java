package io.countywatch.bench.calibration;

import io.countywatch.alert.schedule.ForecastModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints how well alert-service foretells and how its rules behave, on simulated counties. */
@Command(
        name = "deploy/bench/calibration",
        mixinStandardHelpOptions = true,
        description = "Scores the forecasts and the rules of alert-service on simulated county histories.")
public final class CalibrationBench implements Callable<Integer> {

    /** Whatever is chosen or tuned may look at these histories only. */
    private static final long TRAINING_SEED = 1_000;

    /** What is reported comes from these. */
    private static final long HELD_OUT_SEED = 3_000_000;

    @Option(names = "--counties", defaultValue = "1000", description = "a scenario; default ${DEFAULT-VALUE}")
    private int counties;

    @Option(names = "--training", description = "on the seeds that models may be tuned on, not on the held-out ones")
    private boolean training;

    @Option(
            names = "--scenario",
            description = "only this one (repeatable); default all: steady, overdispersed, drift, "
                    + "fast-drift, s-curve, holidays, late-reports, end-rush, mixed")
    private List<String> names = List.of();

    @Option(names = "--only", description = "one part of it: \"forecasts\" or \"rules\"")
    private Part only;

    /** What is scored. */
    enum Part {
        forecasts,
        rules
    }

    /** Prints tables. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CalibrationBench()).execute(arguments));
    }

    @Override
    public Integer call() {
        List<Scenario> scenarios = Scenario.ALL.stream()
                .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
                .toList();
        if (scenarios.isEmpty()) {
            System.err.println("no such scenario: " + String.join(", ", names));
            return 2;
        }
        long seed = training ? TRAINING_SEED : HELD_OUT_SEED;
        List<Method> methods = new ArrayList<>(List.of(new EarnedScheduleLine(), new TheilSenLine()));
        for (ForecastModel model : ForecastModel.values()) {
            methods.add(new ProductionForecast(model));
        }
        Report.seeds(training, seed, scenarios, counties);
        if (only != Part.rules) {
            forecasts(scenarios, methods, seed);
        }
        if (only != Part.forecasts) {
            Report.rules(RuleRow.all(counties, seed + Scenario.ALL.size()));
        }
        return 0;
    }

    private void forecasts(List<Scenario> scenarios, List<Method> methods, long seed) {
        List<RollingOrigin.Scores> scores = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            scores.addAll(RollingOrigin.score(
                    scenario.name(), List.of(scenario), methods, counties, seed + Scenario.ALL.indexOf(scenario)));
        }
        if (names.isEmpty()) {
            Report.forecasts(
                    "Counties of all scenarios in each campaign:",
                    methods,
                    RollingOrigin.score("all kinds", Scenario.ALL, methods, counties, seed + Scenario.ALL.size() + 1));
        }
        Report.forecasts("Each scenario a campaign of its own:", methods, scores);
    }
}
