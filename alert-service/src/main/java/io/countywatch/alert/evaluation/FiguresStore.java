package io.countywatch.alert.evaluation;

import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.startup.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Keeps the figures of counties that evaluations were made with, only where they differ from those that are kept already. */
final class FiguresStore {

    private static final String KEEP_COUNTIES =
            """
            INSERT INTO county_figures (county, day, tick, restated, revision, figures)
            SELECT county, day, ?::bigint, ?::boolean, revision, figures::jsonb
              FROM unnest(?::text[], ?::date[], ?::bigint[], ?::text[]) AS row (county, day, revision, figures)
            """;
    private static final String COUNTIES =
            """
            SELECT DISTINCT ON (day, county) figures FROM county_figures
             WHERE day BETWEEN ? AND ? ORDER BY day, county, tick DESC
            """;
    private static final String THIN_COUNTIES =
            """
            DELETE FROM county_figures AS old USING county_figures AS newer
             WHERE old.day = ? AND newer.day = old.day AND newer.county = old.county
               AND newer.restated = old.restated AND newer.tick > old.tick
            """;

    private final Connection connection;

    FiguresStore(Connection connection) {
        this.connection = connection;
    }

    /**
     * Keeps the figures of counties that a tick was the first to use, of its day and of days before that they restate.
     *
     * @param kept revisions that are kept of the day already
     */
    void keep(long tick, Tick.Figures figures, Map<String, Long> kept) throws SQLException {
        keep(
                tick,
                figures.counties().values().stream()
                        .filter(county -> !Objects.equals(kept.get(county.county()), county.revision()))
                        .toList(),
                false);
        keep(
                tick,
                figures.earlier().stream()
                        .flatMap(earlier -> earlier.restated().stream().map(earlier.counties()::get))
                        .toList(),
                true);
    }

    /** @param restated whether their day was not the latest any more */
    private void keep(long tick, Collection<SnapshotRecord> counties, boolean restated) throws SQLException {
        if (counties.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(KEEP_COUNTIES)) {
            statement.setLong(1, tick);
            statement.setBoolean(2, restated);
            SqlArrays.set(statement, 3, "text", counties, SnapshotRecord::county);
            SqlArrays.set(statement, 4, "date", counties, SnapshotRecord::effectiveThrough);
            SqlArrays.set(statement, 5, "bigint", counties, SnapshotRecord::revision);
            SqlArrays.set(statement, 6, "text", counties, county -> Json.write(county.alone()));
            statement.executeUpdate();
        }
    }

    /** Leaves of a day only what it was last evaluated with, while it was the latest and at all. */
    void thin(LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(THIN_COUNTIES)) {
            statement.setObject(1, day);
            statement.executeUpdate();
        }
    }

    /** The figures that the provisional days up to one were last evaluated with, by day and county. */
    Map<LocalDate, Map<String, SnapshotRecord>> counties(LocalDate latest) throws SQLException {
        Map<LocalDate, Map<String, SnapshotRecord>> counties = new HashMap<>();
        if (latest.equals(LocalDate.MIN)) {
            return counties; // nothing was ever evaluated
        }
        try (PreparedStatement statement = connection.prepareStatement(COUNTIES)) {
            statement.setObject(1, RecentDays.firstProvisional(latest));
            statement.setObject(2, latest);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    SnapshotRecord snapshot = Json.read(rows.getString(1), SnapshotRecord.class);
                    counties.computeIfAbsent(snapshot.effectiveThrough(), day -> new HashMap<>())
                            .put(snapshot.county(), snapshot);
                }
            }
        }
        return counties;
    }
}
