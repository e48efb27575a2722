package io.countywatch.metrics.ranking;

import io.countywatch.metrics.http.Cells;
import io.countywatch.metrics.http.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Counties by a measure, best first; equal values share a rank.
 *
 * @param by {@code level}: the done share of the scope at the end of {@code effectiveThrough}; {@code delta}: how much that
 *     share has gained in the window
 * @param window days that end on {@code effectiveThrough}; only with {@code delta}
 * @param notRanked counties that are not ranked for lack of data: nothing in scope, or (by delta) nothing in scope before
 *     the window, or nothing heard of in it
 */
public record Ranking(
        String measure, String by, String window, LocalDate effectiveThrough, List<Ranked> ranked, int notRanked)
        implements Table {

    /**
     * @param rank from 1
     * @param value share (0 to 1), or gain of it (−1 to 1)
     * @param done in the measure's unit
     * @param scope in the measure's unit, done ones included
     */
    public record Ranked(int rank, String code, String name, double value, long done, long scope) {}

    /** @param reports events of the county in the window */
    record Standing(String code, String name, Level now, Level before, long reports) {

        boolean hasLevel() {
            return now.scope() > 0;
        }

        boolean hasDelta() {
            return hasLevel() && before.scope() > 0 && reports > 0;
        }
    }

    record Level(long done, long scope) {
        double share() {
            return (double) done / scope;
        }
    }

    static Ranking byLevel(String measure, LocalDate day, List<Standing> counties) {
        List<Ranked> ranked = counties.stream()
                .filter(Standing::hasLevel)
                .map(county -> ranked(county, county.now().share()))
                .toList();
        return new Ranking(measure, "level", null, day, inOrder(ranked), counties.size() - ranked.size());
    }

    static Ranking byDelta(String measure, LocalDate day, int windowDays, List<Standing> counties) {
        List<Ranked> ranked = counties.stream()
                .filter(Standing::hasDelta)
                .map(county ->
                        ranked(county, county.now().share() - county.before().share()))
                .toList();
        return new Ranking(measure, "delta", windowDays + "d", day, inOrder(ranked), counties.size() - ranked.size());
    }

    private static Ranked ranked(Standing county, double value) {
        // To six digits, so that what is equal to a reader is equal to the order too.
        double rounded = Math.round(value * 1_000_000) / 1_000_000.0;
        return new Ranked(
                0,
                county.code(),
                county.name(),
                rounded,
                county.now().done(),
                county.now().scope());
    }

    private static List<Ranked> inOrder(List<Ranked> unordered) {
        List<Ranked> ordered = new ArrayList<>();
        unordered.stream()
                .sorted(Comparator.comparingDouble(Ranked::value).reversed().thenComparing(Ranked::code))
                .forEach(next -> {
                    Ranked last = ordered.isEmpty() ? null : ordered.get(ordered.size() - 1);
                    int rank = last != null && last.value() == next.value() ? last.rank() : ordered.size() + 1;
                    ordered.add(new Ranked(rank, next.code(), next.name(), next.value(), next.done(), next.scope()));
                });
        return ordered;
    }

    @Override
    public List<String> columns() {
        return List.of("rank", "code", "name", "value", "done", "scope");
    }

    @Override
    public List<List<String>> rows(Cells cells) {
        return ranked.stream()
                .map(county -> List.of(
                        Integer.toString(county.rank()),
                        county.code(),
                        county.name(),
                        cells.of(county.value(), county.done(), county.scope()),
                        cells.of(county.done(), county.done(), county.scope()),
                        cells.of(county.scope(), county.done(), county.scope())))
                .toList();
    }

    @Override
    public String next() {
        return null;
    }
}
