package io.countywatch.metrics.sums;

import io.countywatch.metrics.sums.LocalDays.Day;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Brings the sums up to what the publisher's leader has read of the ledger, in the leader's own transaction: sums, and up to
 * where they go, are committed together, and never by two leaders. After a failure it is thrown away: what the tables say is
 * where the next one begins.
 */
public final class Sums {

    /**
     * How often the sums of counties are written: a row for each of them, while a county's own entries of some seconds are
     * soon read. The sums of all counties together are written with every tick.
     */
    private static final Duration COUNTIES_EVERY = Duration.ofSeconds(10);

    private static final int LITTLE = 256;

    private final SumStore store = new SumStore();
    private final Totals totals;
    private final PendingSums nation;
    private final PendingSums counties;
    private Summed summed;
    private Instant countiesWritten = Instant.MIN;

    public Sums(ZoneId zone) {
        this(zone, LITTLE);
    }

    /** @param little cells: fewer are kept apart from a unit's total, whatever its size, and go into it together */
    public Sums(ZoneId zone, int little) {
        totals = new Totals(little);
        RecordedGrid grid = new RecordedGrid(zone);
        nation = new PendingSums(grid);
        counties = new PendingSums(grid);
    }

    /**
     * Up to where the sums go; reads it first.
     *
     * @param closedBefore sums of what was recorded earlier are kept by day only
     */
    public Summed begin(Connection connection, Instant closedBefore) throws SQLException {
        if (summed == null) {
            summed = store.summed(connection);
            if (summed.isNothing()) {
                // None yet, or those of another server: then the ledger is summed as a whole.
                store.clear(connection);
            }
            totals.begin(connection);
        }
        long detailedFrom = Math.max(summed.detailedFrom(), RecordedGrid.micros(closedBefore));
        summed = summed.detailedFrom(detailedFrom);
        nation.detailedFrom(detailedFrom);
        counties.detailedFrom(detailedFrom);
        return summed;
    }

    /**
     * Takes entries of one segment.
     *
     * @param nationHas whether the sums of all counties have them already
     * @param countyHas whether the county's have
     */
    public Segment segment(String county, boolean nationHas, boolean countyHas) {
        return new Segment(nationHas ? null : nation.of(""), countyHas ? null : counties.of(county));
    }

    /** @param seen the snapshot of this transaction: all that it sees has been read */
    public void write(Connection connection, String seen, Instant now) throws SQLException {
        boolean dueCounties = summed.isNothing() || !now.isBefore(countiesWritten.plus(COUNTIES_EVERY));
        Summed next = summed.upTo(seen, dueCounties ? seen : summed.countySeen());
        store.write(connection, nation);
        totals.write(connection, nation);
        nation.clear();
        if (dueCounties) {
            store.write(connection, counties);
            totals.write(connection, counties);
            counties.clear();
            countiesWritten = now;
        }
        store.summed(connection, next);
        summed = next;
    }

    /** Where entries of a segment go. */
    public static final class Segment {

        private final PendingSums.Slots nation;
        private final PendingSums.Slots county;

        private Segment(PendingSums.Slots nation, PendingSums.Slots county) {
            this.nation = nation;
            this.county = county;
        }

        /**
         * Takes one entry.
         *
         * @param effective days since 1970-01-01
         * @param recorded microseconds since 1970-01-01T00:00:00Z
         * @param day in which it was recorded
         */
        public void add(int series, int effective, long recorded, Day day, long subjects, long persons) {
            if (nation != null) {
                nation.add(series, effective, recorded, day, subjects, persons);
            }
            if (county != null) {
                county.add(series, effective, recorded, day, subjects, persons);
            }
        }
    }
}
