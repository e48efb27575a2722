package io.countywatch.local.simulator;

/** A figure on which the books and metrics-service do not agree. */
public record Difference(Figure figure, Count books, Count metrics) {

    @Override
    public String toString() {
        return "%s %s %s: books %d (%d persons), metrics %d (%d persons)"
                .formatted(
                        figure.county(),
                        figure.measure(),
                        figure.stage(),
                        books.subjects(),
                        books.persons(),
                        metrics.subjects(),
                        metrics.persons());
    }
}
