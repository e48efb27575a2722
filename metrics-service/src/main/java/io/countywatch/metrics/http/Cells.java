package io.countywatch.metrics.http;

import io.countywatch.metrics.fold.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Counts as a caller may export them. A cell below 5 points at single households, so it is suppressed for callers who do
 * not see everything; and with it its neighbour, which would tell as much.
 */
public final class Cells {

    static final int LEAST = 5;
    static final String SUPPRESSED = "<5";

    private final boolean everything;

    /** @param everything whether the caller sees every county */
    public Cells(boolean everything) {
        this.everything = everything;
    }

    /** Whether a number may not be told as it is. Zero tells of nobody. */
    public boolean hides(long number) {
        return !everything && number != 0 && Math.abs(number) < LEAST;
    }

    /** Subjects and persons. */
    public List<String> of(Count count) {
        return hides(count.subjects()) || hides(count.persons())
                ? List.of(SUPPRESSED, SUPPRESSED)
                : List.of(Long.toString(count.subjects()), Long.toString(count.persons()));
    }

    /** A number that tells of others: suppressed if one of them is. */
    public String of(Object value, long... tellsOf) {
        for (long number : tellsOf) {
            if (hides(number)) {
                return SUPPRESSED;
            }
        }
        return String.valueOf(value);
    }

    /** One row a measure and stage after some leading cells; one with empty cells if there is no figure. */
    public List<List<String>> rows(List<String> leading, SortedMap<String, SortedMap<String, Count>> measures) {
        List<List<String>> rows = new ArrayList<>();
        measures.forEach((measure, stages) -> stages.forEach(
                (stage, count) -> rows.add(joined(joined(leading, List.of(measure, stage)), of(count)))));
        return rows.isEmpty() ? List.of(joined(leading, List.of("", "", "", ""))) : rows;
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
