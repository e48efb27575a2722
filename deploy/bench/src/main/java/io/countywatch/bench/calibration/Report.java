package io.countywatch.bench.calibration;

import java.util.List;
import java.util.Locale;

/** The tables, as Markdown that is readable as it is. */
final class Report {

    private Report() {}

    static void seeds(boolean training, long seed, List<Scenario> scenarios, int counties) {
        say(
                "%s seeds %d to %d; %d counties a scenario",
                training ? "training" : "held-out", seed, seed + Scenario.ALL.size(), counties);
        say(
                "scenarios: %s",
                String.join(", ", scenarios.stream().map(Scenario::name).toList()));
        say("");
    }

    static void forecasts(String title, List<Method> methods, List<RollingOrigin.Scores> scores) {
        say(title);
        say("Every week from the fourth to the due date, counties that are not finished yet.");
        say("");
        say("| method | Brier | reliability | resolution | uncertainty | forecasts |");
        say("| --- | --- | --- | --- | --- | --- |");
        for (Method method : methods) {
            Brier brier = all(method, scores);
            say(
                    "| %s | %.4f | %.4f | %.4f | %.4f | %,d |",
                    method.name(),
                    brier.score(),
                    brier.reliability(),
                    brier.resolution(),
                    brier.uncertainty(),
                    brier.count());
        }
        for (Method method : methods) {
            if (method.hasIntervals()) {
                scenarios(method, scores);
                reliability(all(method, scores));
            }
        }
    }

    private static Brier all(Method method, List<RollingOrigin.Scores> scores) {
        Brier.Collector all = new Brier.Collector();
        scores.stream().filter(one -> one.method().equals(method)).forEach(one -> all.addAll(one.brier()));
        return all.score();
    }

    private static void scenarios(Method method, List<RollingOrigin.Scores> scores) {
        say("");
        say("%s:", method.name());
        say("");
        say(
                "| scenario | Brier | reliability | 50 %% covers | 80 %% covers | 90 %% covers | days split | earlier | later |");
        say("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (RollingOrigin.Scores one : scores) {
            if (one.method().equals(method)) {
                Brier brier = one.brier().score();
                Coverage coverage = one.coverage();
                say(
                        "| %s | %.4f | %.4f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |",
                        one.campaign(),
                        brier.score(),
                        brier.reliability(),
                        coverage.share(0),
                        coverage.share(1),
                        coverage.share(2),
                        coverage.splitShare(2),
                        coverage.earlier(),
                        coverage.later());
            }
        }
    }

    private static void reliability(Brier brier) {
        say("");
        say("| forecast | mean forecast | on time | forecasts |");
        say("| --- | --- | --- | --- |");
        for (Brier.Bin bin : brier.table()) {
            say(
                    "| %.1f to %.1f | %.3f | %.3f | %,d |",
                    bin.from() / 10.0, (bin.from() + 1) / 10.0, bin.forecast(), bin.happened(), bin.count());
        }
    }

    static void rules(List<RuleRow> rows) {
        say("");
        say("The whole rule, every day with hysteresis, until the due date; dispersion 5. Weeks: share of");
        say(
                "county-weeks with an alert (in brackets: of the counties that did finish in time). First: week of the first alert in");
        say("the median, 27 for none. Fires: how often an alert began to fire, a county.");
        say("");
        say("| forecast | rule | scope | 1.05: weeks | fires | 1.00: weeks | 0.85: first | fires | 0.70: first |");
        say("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (RuleRow row : rows) {
            List<RuleStudy.Outcome> of = row.outcomes();
            say(
                    "| %s | %s | %s | %s | %.2f | %s | %d | %.2f | %d |",
                    row.forecast(),
                    row.rule(),
                    row.scope(),
                    weeks(of.get(0)),
                    of.get(0).fires(),
                    weeks(of.get(1)),
                    of.get(2).medianWeek(),
                    of.get(2).fires(),
                    of.get(3).medianWeek());
        }
    }

    private static String weeks(RuleStudy.Outcome outcome) {
        return String.format(Locale.ROOT, "%.2f %% (%.2f %%)", 100 * outcome.alerted(), 100 * outcome.inVain());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
