package io.countywatch.metrics.figures;

import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.reading.Ask;
import io.countywatch.metrics.reading.Reading;
import io.countywatch.metrics.sums.RecordedGrid;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the ledger of a county by village: counters are kept by county only. */
@Singleton
class VillageStore {

    /**
     * Every entry is met once, and summed as numbers: texts are looked up for the few sums. Of reports, days are told apart,
     * since a day on which everything was retracted is no day that was reported of.
     */
    private static final String VILLAGES =
            """
            WITH report AS (SELECT id FROM ledger_series WHERE measure = ?),
            summed AS MATERIALIZED (
                SELECT village, series, CASE WHEN series IN (SELECT id FROM report) THEN effective END AS reported_for,
                       sum(subjects) AS subjects, sum(persons) AS persons, max(recorded) AS recorded
                FROM (SELECT unnest(village) AS village, unnest(series) AS series, unnest(effective) AS effective,
                             unnest(recorded) AS recorded, unnest(subjects) AS subjects, unnest(persons) AS persons
                      FROM ledger_segment WHERE county = ?) AS entry
                WHERE effective <= ? AND recorded <= ? AND village <> 0
                GROUP BY 1, 2, 3)
            SELECT v.name, k.measure, k.stage, s.subjects, s.persons, s.reported_for, s.recorded
            FROM (SELECT * FROM summed WHERE reported_for IS NULL
                  UNION ALL
                  SELECT * FROM (SELECT DISTINCT ON (village) * FROM summed WHERE reported_for IS NOT NULL AND subjects > 0
                                 ORDER BY village, reported_for DESC) AS last) AS s
            JOIN ledger_village v ON v.id = s.village
            JOIN ledger_series k ON k.id = s.series
            """;

    private final Reading reading;

    VillageStore(Reading reading) {
        this.reading = reading;
    }

    /** By village: counts, and the last day that was reported of. */
    Map<String, Village> villages(String county, AsOf asOf) {
        int upTo = asOf.effective() == null
                ? Integer.MAX_VALUE
                : (int) asOf.effective().toEpochDay();
        long known = asOf.known() == null ? Long.MAX_VALUE : RecordedGrid.micros(asOf.known());
        return reading.of(
                "villages", new Ask<>(VILLAGES, List.of(Figure.REPORT, county, upTo, known), VillageStore::villages));
    }

    private static Map<String, Village> villages(ResultSet row) throws SQLException {
        Map<String, Village> villages = new HashMap<>();
        while (row.next()) {
            Village village = villages.computeIfAbsent(row.getString(1), any -> new Village());
            Count count = new Count(row.getLong(4), row.getLong(5));
            if (row.getObject(6) != null) {
                village.reportedFor = LocalDate.ofEpochDay(row.getInt(6));
                village.recorded = Instant.EPOCH.plus(row.getLong(7), ChronoUnit.MICROS);
            } else if (!count.zero()) {
                village.measures
                        .computeIfAbsent(row.getString(2), any -> new TreeMap<>())
                        .put(row.getString(3), count);
            }
        }
        return villages;
    }

    /** Filled while it is read. */
    static final class Village {
        final SortedMap<String, SortedMap<String, Count>> measures = new TreeMap<>();
        /** Null without a report, as {@code recorded}. */
        LocalDate reportedFor;

        Instant recorded;
    }
}
