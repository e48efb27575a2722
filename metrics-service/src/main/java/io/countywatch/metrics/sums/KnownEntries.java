package io.countywatch.metrics.sums;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;

/**
 * The ledger as known at an instant, without villages, from few rows: sums for all that was recorded before the slot in which
 * the instant lies; for that slot, and for the transactions that are not in the sums yet, the ledger itself. So the answer is
 * that of the ledger, to the instant. Within days that were rolled up, the ledger knows the whole of a day from its last
 * receipt on, and so does the answer.
 */
public final class KnownEntries {

    /** Later than every slot, and before any sum is covered by another. */
    private static final long ALWAYS = Long.MAX_VALUE - 1;

    /**
     * Rows {@code entry (county, series, effective, subjects, persons)}; begins a statement, whose own text follows. A county
     * at a time, with OFFSET 0: an index look-up each, whatever the statistics say.
     */
    private static final String ENTRY =
            """
            WITH asked AS (SELECT ?::text[] AS units, ?::text[] AS counties, ?::bigint AS known),
            summed AS MATERIALIZED (
                SELECT CASE WHEN ? THEN nation_seen ELSE county_seen END AS seen,
                       CASE WHEN ?::bigint < detailed_from THEN ?::bigint
                            WHEN detailed_from IS NOT NULL THEN ?::bigint END AS cut -- without sums none
                FROM (SELECT) AS always LEFT JOIN ledger_summed ON server = ledger_server()),
            entry AS NOT MATERIALIZED (
                SELECT s.county, unnest(s.series) AS series, unnest(s.effective) AS effective,
                       unnest(s.subjects) AS subjects, unnest(s.persons) AS persons
                FROM unnest((SELECT units FROM asked)) AS unit(code)
                CROSS JOIN LATERAL (
                    SELECT county, series, effective, subjects, persons FROM ledger_sum
                    WHERE county = unit.code AND covered > (SELECT cut FROM summed) AND until <= (SELECT cut FROM summed)
                    OFFSET 0) AS s
                UNION ALL
                SELECT county, series, effective, subjects, persons FROM (
                    SELECT s.county, unnest(s.series) AS series, unnest(s.effective) AS effective,
                           unnest(s.recorded) AS recorded, unnest(s.subjects) AS subjects, unnest(s.persons) AS persons
                    FROM unnest((SELECT counties FROM asked)) AS unit(code)
                    CROSS JOIN LATERAL (
                        SELECT county, series, effective, recorded, subjects, persons FROM ledger_segment
                        WHERE county = unit.code AND last_recorded >= (SELECT cut FROM summed)
                          AND first_recorded <= (SELECT known FROM asked)
                          AND pg_visible_in_snapshot(tx, (SELECT seen FROM summed))
                        OFFSET 0) AS s) AS e
                WHERE e.recorded >= (SELECT cut FROM summed) AND e.recorded <= (SELECT known FROM asked)
                UNION ALL
                SELECT county, series, effective, subjects, persons FROM (
                    SELECT s.county, unnest(s.series) AS series, unnest(s.effective) AS effective,
                           unnest(s.recorded) AS recorded, unnest(s.subjects) AS subjects, unnest(s.persons) AS persons
                    FROM unnest((SELECT counties FROM asked)) AS unit(code)
                    CROSS JOIN LATERAL (
                        SELECT county, series, effective, recorded, subjects, persons FROM ledger_segment
                        WHERE county = unit.code
                          AND tx_id >= (SELECT coalesce(pg_snapshot_xmin(seen)::text::bigint, 0) FROM summed)
                          AND NOT coalesce(pg_visible_in_snapshot(tx, (SELECT seen FROM summed)), false)
                        OFFSET 0) AS s) AS e
                WHERE e.recorded <= (SELECT known FROM asked))
            """;

    /** Parameters of {@link #prepare}, before those of the statement that follows. */
    public static final int PARAMETERS = 7;

    private final RecordedGrid grid;

    public KnownEntries(ZoneId zone) {
        this.grid = new RecordedGrid(zone);
    }

    /** What the statement reads is each county's. @param known null: all that was recorded */
    public PreparedStatement prepare(
            Connection connection, Collection<String> counties, Instant known, String statement) throws SQLException {
        return prepare(connection, counties, counties, known, statement);
    }

    /** What the statement reads is of all counties together, from sums of them; those named must be all there are. */
    public PreparedStatement prepareWhole(
            Connection connection, Collection<String> allCounties, Instant known, String statement)
            throws SQLException {
        return prepare(connection, java.util.List.of(""), allCounties, known, statement);
    }

    private PreparedStatement prepare(
            Connection connection,
            Collection<String> units,
            Collection<String> counties,
            Instant known,
            String statement)
            throws SQLException {
        long at = known == null ? ALWAYS : RecordedGrid.micros(known);
        PreparedStatement prepared = connection.prepareStatement(ENTRY + statement);
        prepared.setArray(1, connection.createArrayOf("text", units.toArray()));
        prepared.setArray(2, connection.createArrayOf("text", counties.toArray()));
        prepared.setLong(3, at);
        prepared.setBoolean(4, units != counties);
        prepared.setLong(5, at);
        // An instant is known itself: what ends with it is over.
        prepared.setLong(6, known == null ? ALWAYS : grid.start(RecordedGrid.DAY, at + 1));
        prepared.setLong(7, known == null ? ALWAYS : grid.start(RecordedGrid.TEN_SECONDS, at + 1));
        return prepared;
    }
}
