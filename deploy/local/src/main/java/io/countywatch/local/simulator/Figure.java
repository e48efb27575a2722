package io.countywatch.local.simulator;

import java.util.Comparator;

/** Name of a figure: a county's code, a measure and a stage. */
public record Figure(String county, String measure, String stage) implements Comparable<Figure> {

    private static final Comparator<Figure> ORDER =
            Comparator.comparing(Figure::county).thenComparing(Figure::measure).thenComparing(Figure::stage);

    @Override
    public int compareTo(Figure other) {
        return ORDER.compare(this, other);
    }
}
