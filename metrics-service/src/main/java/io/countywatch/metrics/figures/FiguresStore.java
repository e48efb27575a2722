package io.countywatch.metrics.figures;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.reading.Ask;
import io.countywatch.metrics.reading.Reading;
import io.countywatch.metrics.sums.KnownEntries;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads figures: the counters for now, the ledger's sums for any other day and instant. */
@Singleton
class FiguresStore {

    private static final String NOW =
            """
            SELECT county, measure, stage, sum(subjects), sum(persons) FROM county_counter
            WHERE county = ANY (?)
            GROUP BY county, measure, stage
            """;
    private static final String NOW_OF_ALL =
            "SELECT '', measure, stage, sum(subjects), sum(persons) FROM county_counter GROUP BY measure, stage";
    private static final String THEN =
            """
            SELECT l.county, k.measure, k.stage, l.subjects, l.persons
            FROM (SELECT county, series, sum(subjects) AS subjects, sum(persons) AS persons
                  FROM entry WHERE effective <= ? GROUP BY county, series) AS l
            JOIN ledger_series k ON k.id = l.series AND k.measure <> ?
            """;
    private static final String THEN_OF_ALL =
            """
            SELECT '', k.measure, k.stage, l.subjects, l.persons
            FROM (SELECT series, sum(subjects) AS subjects, sum(persons) AS persons
                  FROM entry WHERE effective <= ? GROUP BY series) AS l
            JOIN ledger_series k ON k.id = l.series AND k.measure <> ?
            """;

    private final Reading reading;
    private final KnownEntries known;

    FiguresStore(Reading reading, Campaign campaign) {
        this.reading = reading;
        this.known = new KnownEntries(campaign.timeZone());
    }

    /** Counts of each county, and what was last published of it, both of one moment. */
    Read counties(Collection<String> counties, AsOf asOf) {
        var figures = asOf.isNow()
                ? new Ask<>(NOW, List.of(counties), FiguresStore::figures)
                : known.of(counties, asOf.known(), THEN, parameters(asOf), FiguresStore::figures);
        return reading.of("figures", figures, publishedOf(counties), Read::new);
    }

    /** The same of all counties that there are, under one name. */
    Read whole(Collection<String> allCounties, AsOf asOf) {
        var figures = asOf.isNow()
                ? new Ask<>(NOW_OF_ALL, List.of(), FiguresStore::figures)
                : known.ofAll(allCounties, asOf.known(), THEN_OF_ALL, parameters(asOf), FiguresStore::figures);
        return reading.of("figures of all counties", figures, publishedOf(allCounties), Read::new);
    }

    private static List<Object> parameters(AsOf asOf) {
        int upTo = asOf.effective() == null
                ? Integer.MAX_VALUE
                : (int) asOf.effective().toEpochDay();
        return List.of(upTo, Figure.REPORT);
    }

    /** By county, measure and stage; zero counts are left out. */
    private static Map<String, SortedMap<String, SortedMap<String, Count>>> figures(ResultSet row) throws SQLException {
        Map<String, SortedMap<String, SortedMap<String, Count>>> figures = new HashMap<>();
        while (row.next()) {
            Count count = new Count(row.getLong(4), row.getLong(5));
            if (!count.zero()) {
                figures.computeIfAbsent(row.getString(1), any -> new TreeMap<>())
                        .computeIfAbsent(row.getString(2), any -> new TreeMap<>())
                        .put(row.getString(3), count);
            }
        }
        return figures;
    }

    /** What was last published of some counties. */
    Map<String, Published> published(Collection<String> counties) {
        return reading.of("published revisions", publishedOf(counties));
    }

    private static Ask<Map<String, Published>> publishedOf(Collection<String> counties) {
        String sql = "SELECT county, revision, snapshot, effective_through FROM published WHERE county = ANY (?)";
        return new Ask<>(sql, List.of(counties), row -> {
            Map<String, Published> published = new HashMap<>();
            while (row.next()) {
                published.put(
                        row.getString(1),
                        new Published(row.getLong(2), row.getLong(3), row.getObject(4, LocalDate.class)));
            }
            return published;
        });
    }

    record Read(Map<String, SortedMap<String, SortedMap<String, Count>>> figures, Map<String, Published> published) {

        SortedMap<String, SortedMap<String, Count>> of(String county) {
            return figures.getOrDefault(county, new TreeMap<>());
        }
    }

    record Published(long revision, long snapshot, LocalDate effectiveThrough) {}
}
