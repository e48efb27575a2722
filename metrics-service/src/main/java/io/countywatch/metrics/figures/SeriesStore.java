package io.countywatch.metrics.figures;

import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.figures.Series.Change;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.reading.Reading;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads the ledger by day. */
@Singleton
class SeriesStore {

    private final Reading reading;

    SeriesStore(Reading reading) {
        this.reading = reading;
    }

    /** @param known count what was recorded up to then; null: all */
    List<Change> changes(Collection<String> counties, Measure measure, LocalDate to, Instant known) {
        String sql =
                """
                SELECT effective, measure, stage, sum(subjects), sum(persons) FROM county_ledger
                WHERE county = ANY (?) AND measure IN (?, ?) AND effective <= ? AND (? OR recorded <= ?)
                GROUP BY effective, measure, stage
                """;
        List<Change> changes = new ArrayList<>();
        return reading.of("a series", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setArray(1, connection.createArrayOf("text", counties.toArray()));
                statement.setString(2, measure.id());
                statement.setString(3, measure.countedIn());
                statement.setObject(4, to);
                statement.setBoolean(5, known == null);
                statement.setTimestamp(6, Timestamp.from(known == null ? Instant.EPOCH : known));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        changes.add(new Change(
                                row.getObject(1, LocalDate.class),
                                row.getString(2),
                                row.getString(3),
                                new Count(row.getLong(4), row.getLong(5))));
                    }
                }
                return changes;
            }
        });
    }
}
