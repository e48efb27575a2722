package io.countywatch.metrics.publish;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Rolls segments of the ledger up, by day of recording. */
@Singleton
class RollUpStore {

    /** Counties with at least so many segments that may be rolled up, those with the most first. */
    List<String> due(Connection connection, Instant before, int segments, int counties) throws SQLException {
        String sql =
                """
                SELECT county FROM ledger_segment WHERE NOT rolled AND last_recorded < ?
                GROUP BY county HAVING count(*) >= ? ORDER BY count(*) DESC, county LIMIT ?
                """;
        List<String> due = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, micros(before));
            statement.setInt(2, segments);
            statement.setInt(3, counties);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    due.add(row.getString(1));
                }
            }
        }
        return due;
    }

    /**
     * Puts the county's segments that were wholly recorded before {@code before}, and that the reader behind {@code seen}
     * has read, into one segment for each day of recording and reason. All entries of a day get the county's last receipt of that day for the same reason (in time, late,
     * a retraction: what restatements tell by the reports of an instant): what was known at the end of any day stays the
     * same; within a day, the whole of it counts as known from then on. Nothing is read anew for that: the new segments bear the
     * transaction of an old one.
     *
     * @return how many segments are gone
     */
    int rollUp(Connection connection, String county, Instant before, String seen, ZoneId zone) throws SQLException {
        String sql =
                """
                WITH sums AS MATERIALIZED (SELECT * FROM ledger_summed WHERE server = ledger_server()),
                old AS (
                    DELETE FROM ledger_segment
                    WHERE county = ? AND NOT rolled AND last_recorded < ? AND pg_visible_in_snapshot(tx, ?::pg_snapshot)
                      -- and what the sums have, which take the day as a whole already: else they would miss or repeat it
                      AND last_recorded < (SELECT detailed_from FROM sums)
                      AND pg_visible_in_snapshot(tx, (SELECT nation_seen FROM sums))
                      AND pg_visible_in_snapshot(tx, (SELECT county_seen FROM sums))
                    RETURNING *),
                entry AS (
                    SELECT e.*, ('epoch'::timestamptz + e.recorded * interval '1 microsecond') AT TIME ZONE ? AS local
                    FROM old CROSS JOIN LATERAL unnest(village, series, effective, recorded, subjects, persons)
                         AS e(village, series, effective, recorded, subjects, persons)),
                report AS (
                    SELECT recorded, local::date > date '1970-01-01' + effective AS late, sum(subjects) AS n
                    FROM entry JOIN ledger_series k ON k.id = series AND k.measure = 'report'
                    GROUP BY recorded, local, effective),
                why AS (
                    SELECT recorded, bool_or(late AND n > 0) AS late, bool_or(n < 0) AS retracted
                    FROM report GROUP BY recorded),
                dated AS (
                    SELECT village, series, effective, subjects, persons,
                           max(recorded) OVER (PARTITION BY local::date, coalesce(late, false), coalesce(retracted, false))
                             AS recorded
                    FROM entry LEFT JOIN why USING (recorded)),
                summed AS (
                    SELECT village, series, effective, recorded, sum(subjects)::int AS subjects, sum(persons)::bigint AS persons
                    FROM dated GROUP BY village, series, effective, recorded
                    HAVING sum(subjects) <> 0 OR sum(persons) <> 0),
                rolled AS (
                    INSERT INTO ledger_segment
                      (county, village, series, effective, recorded, subjects, persons, first_recorded,
                       last_recorded, rolled, tx)
                    SELECT ?, array_agg(village), array_agg(series), array_agg(effective), array_agg(recorded),
                           array_agg(subjects), array_agg(persons), recorded, recorded, true,
                           (SELECT tx FROM old ORDER BY tx DESC LIMIT 1)
                    FROM (SELECT * FROM summed ORDER BY recorded, series, village, effective) AS ordered
                    GROUP BY recorded)
                SELECT count(*) FROM old
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, county);
            statement.setLong(2, micros(before));
            statement.setString(3, seen);
            statement.setString(4, zone.getId());
            statement.setString(5, county);
            int gone;
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                gone = row.getInt(1);
            }
            return gone;
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
