package io.countywatch.metrics.figures;

import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.reading.Reading;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads figures: the counters for now, the ledger for any other day and instant. */
@Singleton
class FiguresStore {

    private final Reading reading;

    FiguresStore(Reading reading) {
        this.reading = reading;
    }

    /** Counts by county, measure and stage; zero counts are left out. */
    Map<String, SortedMap<String, SortedMap<String, Count>>> figures(Collection<String> counties, AsOf asOf) {
        String now =
                """
                SELECT county, measure, stage, sum(subjects), sum(persons) FROM county_counter
                WHERE county = ANY (?)
                GROUP BY county, measure, stage
                """;
        String then =
                """
                SELECT county, measure, stage, sum(subjects), sum(persons) FROM county_ledger
                WHERE county = ANY (?) AND measure <> ? AND effective <= ? AND recorded <= ?
                GROUP BY county, measure, stage
                """;
        Map<String, SortedMap<String, SortedMap<String, Count>>> figures = new HashMap<>();
        return reading.of("figures", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(asOf.isNow() ? now : then)) {
                statement.setArray(1, connection.createArrayOf("text", counties.toArray()));
                if (!asOf.isNow()) {
                    statement.setString(2, Figure.REPORT);
                    statement.setObject(3, asOf.effective() == null ? LocalDate.of(9999, 12, 31) : asOf.effective());
                    statement.setTimestamp(
                            4,
                            asOf.known() == null
                                    ? Timestamp.valueOf("9999-12-31 00:00:00")
                                    : Timestamp.from(asOf.known()));
                }
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        Count count = new Count(row.getLong(4), row.getLong(5));
                        if (!count.zero()) {
                            figures.computeIfAbsent(row.getString(1), any -> new TreeMap<>())
                                    .computeIfAbsent(row.getString(2), any -> new TreeMap<>())
                                    .put(row.getString(3), count);
                        }
                    }
                }
                return figures;
            }
        });
    }

    /** What was last published, by county. */
    Map<String, Published> published() {
        Map<String, Published> published = new HashMap<>();
        return reading.of("published revisions", connection -> {
            try (var statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT county, revision, snapshot, effective_through FROM published")) {
                while (row.next()) {
                    published.put(
                            row.getString(1),
                            new Published(row.getLong(2), row.getLong(3), row.getObject(4, LocalDate.class)));
                }
                return published;
            }
        });
    }

    record Published(long revision, long snapshot, LocalDate effectiveThrough) {}
}
