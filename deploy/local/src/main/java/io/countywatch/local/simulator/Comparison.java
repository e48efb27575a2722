package io.countywatch.local.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The books beside the figures of metrics-service. */
public record Comparison(Map<Figure, Count> books, Map<Figure, Count> metrics, List<Difference> differences) {

    static Comparison of(Map<Figure, Count> books, Map<Figure, Count> metrics) {
        return new Comparison(books, metrics, Books.compare(books, metrics));
    }

    /** Whether every county, measure and stage is equal. */
    public boolean equal() {
        return differences.isEmpty();
    }

    /**
     * A table of counties by measures. Cells hold the subjects of all stages; one with a difference in any stage also
     * shows what metrics-service has, after {@code ≠}. The last line sums up.
     */
    public String table() {
        TreeSet<String> counties = new TreeSet<>();
        TreeSet<String> measures = new TreeSet<>();
        for (Map<Figure, Count> side : List.of(books, metrics)) {
            side.keySet().forEach(figure -> {
                counties.add(figure.county());
                measures.add(figure.measure());
            });
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("county", new ArrayList<>(measures)));
        Map<String, Long> ours = sums(books);
        Map<String, Long> theirs = sums(metrics);
        for (String county : counties) {
            rows.add(row(county, cells(county, measures, ours, theirs)));
        }
        rows.add(row("all", cells("", measures, ours, theirs)));
        return layout(rows);
    }

    private List<String> cells(
            String county, TreeSet<String> measures, Map<String, Long> ours, Map<String, Long> theirs) {
        List<String> cells = new ArrayList<>();
        for (String measure : measures) {
            String key = county + " " + measure;
            boolean differs = differences.stream()
                    .anyMatch(difference -> difference.figure().measure().equals(measure)
                            && (county.isEmpty() || difference.figure().county().equals(county)));
            String books = String.format(Locale.ROOT, "%,d", ours.getOrDefault(key, 0L));
            cells.add(
                    differs ? books + " ≠ " + String.format(Locale.ROOT, "%,d", theirs.getOrDefault(key, 0L)) : books);
        }
        return cells;
    }

    private static List<String> row(String head, List<String> cells) {
        List<String> row = new ArrayList<>();
        row.add(head);
        row.addAll(cells);
        return row;
    }

    private static Map<String, Long> sums(Map<Figure, Count> figures) {
        Map<String, Long> sums = new TreeMap<>();
        figures.forEach((figure, count) -> {
            sums.merge(figure.county() + " " + figure.measure(), count.subjects(), Long::sum);
            sums.merge(" " + figure.measure(), count.subjects(), Long::sum);
        });
        return sums;
    }

    private static String layout(List<List<String>> rows) {
        int columns = rows.get(0).size();
        StringBuilder table = new StringBuilder();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                table.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
            }
            table.append('\n');
        }
        return table.toString();
    }
}
