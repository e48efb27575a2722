package io.countywatch.metrics.sums;

import io.countywatch.metrics.reading.Ask;
import io.countywatch.metrics.reading.Ask.Rows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
    private static final String BEGIN =
            """
            WITH asked AS (SELECT ?::text[] AS units, ?::text[] AS counties, ?::bigint AS known),
            summed AS MATERIALIZED (
                SELECT CASE WHEN ? THEN nation_seen ELSE county_seen END AS seen,
                       CASE WHEN ?::bigint < detailed_from THEN ?::bigint
                            WHEN detailed_from IS NOT NULL THEN ?::bigint END AS cut -- without sums none
                FROM (SELECT) AS always LEFT JOIN ledger_summed ON server = ledger_server()),
            entry AS NOT MATERIALIZED (
            """;

    /** Of what the sums have: all of it. */
    private static final String NOW =
            """
                SELECT s.county, unnest(s.series) AS series, unnest(s.effective) AS effective,
                       unnest(s.subjects) AS subjects, unnest(s.persons) AS persons
                FROM unnest((SELECT units FROM asked)) AS unit(code)
                CROSS JOIN LATERAL (
                    SELECT county, series, effective, subjects, persons FROM ledger_total
                    WHERE county = unit.code AND (SELECT seen FROM summed) IS NOT NULL
                    OFFSET 0) AS s
            """;

    /** Of what the sums have: what was recorded up to an instant. */
    private static final String THEN =
            """
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
            """;

    /** Of transactions that the sums have not seen. */
    private static final String UNSEEN =
            """
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

    private final RecordedGrid grid;

    public KnownEntries(ZoneId zone) {
        this.grid = new RecordedGrid(zone);
    }

    /**
     * Asks of each county's entries.
     *
     * @param known null: all that was recorded
     * @param statement reads {@code entry}
     * @param parameters of it
     */
    public <T> Ask<T> of(
            Collection<String> counties, Instant known, String statement, List<Object> parameters, Rows<T> rows) {
        return ask(counties, counties, known, statement, parameters, rows);
    }

    /** The same of all counties together, from sums of them; those named must be all there are. */
    public <T> Ask<T> ofAll(
            Collection<String> allCounties, Instant known, String statement, List<Object> parameters, Rows<T> rows) {
        return ask(List.of(""), allCounties, known, statement, parameters, rows);
    }

    private <T> Ask<T> ask(
            Collection<String> units,
            Collection<String> counties,
            Instant known,
            String statement,
            List<Object> parameters,
            Rows<T> rows) {
        long at = known == null ? ALWAYS : RecordedGrid.micros(known);
        List<Object> all = new ArrayList<>(List.of(
                units,
                counties,
                at,
                units != counties,
                at,
                // An instant is known itself: what ends with it is over.
                known == null ? ALWAYS : grid.start(RecordedGrid.DAY, at + 1),
                known == null ? ALWAYS : grid.start(RecordedGrid.TEN_SECONDS, at + 1)));
        all.addAll(parameters);
        return new Ask<>(BEGIN + (known == null ? NOW : THEN) + UNSEEN + statement, all, rows);
    }
}
