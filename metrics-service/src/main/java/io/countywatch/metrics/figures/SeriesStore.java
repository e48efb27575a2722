package io.countywatch.metrics.figures;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.figures.Series.Change;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.reading.Reading;
import io.countywatch.metrics.sums.KnownEntries;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads the ledger by day. */
@Singleton
class SeriesStore {

    private static final String CHANGES =
            """
            SELECT date '1970-01-01' + effective, k.measure, k.stage, subjects, persons
            FROM (SELECT effective, series, sum(subjects) AS subjects, sum(persons) AS persons FROM entry
                  WHERE series = ANY (ARRAY(SELECT id FROM ledger_series WHERE measure IN (?, ?))) AND effective <= ?
                  GROUP BY effective, series) AS summed
            JOIN ledger_series k ON k.id = series
            """;

    private final Reading reading;
    private final KnownEntries entries;

    SeriesStore(Reading reading, Campaign campaign) {
        this.reading = reading;
        this.entries = new KnownEntries(campaign.timeZone());
    }

    /** Sums of the counties. @param known count what was recorded up to then; null: all */
    List<Change> changes(Collection<String> counties, Measure measure, LocalDate to, Instant known) {
        return reading.of(
                "a series", entries.of(counties, known, CHANGES, parameters(measure, to), SeriesStore::changes));
    }

    /** The same of all counties that there are. */
    List<Change> changesOfAll(Collection<String> allCounties, Measure measure, LocalDate to, Instant known) {
        return reading.of(
                "a series of all counties",
                entries.ofAll(allCounties, known, CHANGES, parameters(measure, to), SeriesStore::changes));
    }

    private static List<Object> parameters(Measure measure, LocalDate to) {
        return List.of(measure.id(), measure.countedIn(), (int) to.toEpochDay());
    }

    private static List<Change> changes(ResultSet row) throws SQLException {
        List<Change> changes = new ArrayList<>();
        while (row.next()) {
            changes.add(new Change(
                    row.getObject(1, LocalDate.class),
                    row.getString(2),
                    row.getString(3),
                    new Count(row.getLong(4), row.getLong(5))));
        }
        return changes;
    }
}
