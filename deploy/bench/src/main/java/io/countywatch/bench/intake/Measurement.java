package io.countywatch.bench.intake;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One row of the table.
 *
 * @param intakeCores what intake-service used, in cores
 * @param kafkaCores what Kafka used
 */
record Measurement(String name, Map<String, Double> figures, double intakeCores, double kafkaCores) {

    static final String HEADER =
            """
            what                            events/s   requests/s   p50 ms   p99 ms   max ms   other   cores: intake  Kafka  load""";

    /** @param line {@code name=value} pairs as the load generator prints them */
    static Measurement of(String name, String line, double intakeCores, double kafkaCores) {
        Map<String, Double> figures = new HashMap<>();
        for (String pair : line.trim().split(" ")) {
            String[] parts = pair.split("=");
            figures.put(parts[0], Double.parseDouble(parts[1]));
        }
        return new Measurement(name, figures, intakeCores, kafkaCores);
    }

    double get(String figure) {
        return figures.get(figure);
    }

    double eventsPerSecond() {
        return get("accepted") / get("seconds");
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-30s %9.0f %12.0f %8.1f %8.1f %8.1f %7.0f %15.2f %6.2f %5.2f",
                name,
                eventsPerSecond(),
                get("requests") / get("seconds"),
                get("p50"),
                get("p99"),
                get("max"),
                get("others"),
                intakeCores,
                kafkaCores,
                get("cores"));
    }
}
