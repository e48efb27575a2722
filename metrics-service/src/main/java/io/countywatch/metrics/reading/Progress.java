package io.countywatch.metrics.reading;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;

/** How far the figures that are read have got. */
@Singleton
public class Progress {

    public static final String TOPIC = "household-events.v1";

    private final Reading reading;

    Progress(Reading reading) {
        this.reading = reading;
    }

    /** Next offset to be applied, by partition. */
    public Map<Integer, Long> positions() {
        return reading.ofAll("positions", connection -> {
            Map<Integer, Long> positions = new HashMap<>();
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT partition, next_offset FROM cursor WHERE topic = ?")) {
                statement.setString(1, TOPIC);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        positions.put(row.getInt(1), row.getLong(2));
                    }
                }
            }
            return positions;
        });
    }

    /** Records still to be applied before some ends of the log. */
    static long behind(Map<Integer, Long> positions, Map<Integer, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - positions.getOrDefault(end.getKey(), 0L)))
                .sum();
    }
}
