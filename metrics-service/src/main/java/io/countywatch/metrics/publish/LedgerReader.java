package io.countywatch.metrics.publish;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.sums.LocalDays;
import io.countywatch.metrics.sums.Summed;
import io.countywatch.metrics.sums.Sums;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.postgresql.PGStatement;

/**
 * Reads the ledger as it is stored, a segment at a time: every entry is read once by the publisher, at whatever rate they
 * are written, so the view's joins would be felt.
 */
@Singleton
class LedgerReader {

    private static final int NO_VILLAGE = 0;

    private final LocalDays days;
    private final Map<Integer, String> villages = new HashMap<>();
    private final Map<Integer, Series> series = new HashMap<>();

    LedgerReader(Campaign campaign) {
        this.days = new LocalDays(campaign.timeZone());
    }

    /**
     * Gives the entries that an earlier snapshot had not seen.
     *
     * @param seen the earlier snapshot's text form; null: all entries
     * @param summed up to where the sums go
     * @param sums get the entries that they do not have
     */
    void read(Connection connection, String seen, Summed summed, Sums sums, Consumer<LedgerRow> to)
            throws SQLException {
        String newer =
                """
                WHERE tx >= pg_snapshot_xmin(?::pg_snapshot) AND NOT pg_visible_in_snapshot(tx, ?::pg_snapshot)
                  -- rows of a restored dump carry ids that this server has not given out yet: they were read with all
                  AND tx < pg_snapshot_xmax(pg_current_snapshot())
                """;
        String sql =
                """
                SELECT county, village, series, effective, recorded, subjects, persons,
                       pg_visible_in_snapshot(tx, ?::pg_snapshot), pg_visible_in_snapshot(tx, ?::pg_snapshot)
                FROM ledger_segment
                """;
        try (PreparedStatement statement = connection.prepareStatement(seen == null ? sql : sql + newer)) {
            // Arrays in binary from the first time on.
            statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
            // What was read before is with the sums already, written or not.
            statement.setString(1, seen == null ? summed.nationSeen() : seen);
            statement.setString(2, seen == null ? summed.countySeen() : seen);
            if (seen != null) {
                statement.setString(3, seen);
                statement.setString(4, seen);
            }
            statement.setFetchSize(100);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    segment(connection, row, sums, to);
                }
            }
        }
    }

    private void segment(Connection connection, ResultSet row, Sums sums, Consumer<LedgerRow> to) throws SQLException {
        String county = row.getString(1);
        Integer[] village = (Integer[]) row.getArray(2).getArray();
        Integer[] counted = (Integer[]) row.getArray(3).getArray();
        Integer[] effective = (Integer[]) row.getArray(4).getArray();
        Long[] recorded = (Long[]) row.getArray(5).getArray();
        Integer[] subjects = (Integer[]) row.getArray(6).getArray();
        Long[] persons = (Long[]) row.getArray(7).getArray();
        // Neither has it where there are no sums yet: null reads as false.
        Sums.Segment summing = sums.segment(county, row.getBoolean(8), row.getBoolean(9));
        for (int i = 0; i < village.length; i++) {
            summing.add(counted[i], effective[i], recorded[i], subjects[i], persons[i]);
            Series what = series(connection, counted[i]);
            Instant when = Instant.EPOCH.plus(recorded[i], ChronoUnit.MICROS);
            to.accept(new LedgerRow(
                    new Figure(county, village(connection, village[i]), what.measure(), what.stage()),
                    effective[i],
                    days.of(recorded[i]).number(),
                    when,
                    new Count(subjects[i], persons[i])));
        }
    }

    private String village(Connection connection, Integer id) throws SQLException {
        if (id == NO_VILLAGE) {
            return null;
        }
        String name = villages.get(id);
        if (name == null) {
            // Names are committed before what uses them: our snapshot has it, and all the older ones.
            each(
                    connection,
                    "SELECT id, name FROM ledger_village",
                    row -> villages.put(row.getInt(1), row.getString(2)));
            name = villages.get(id);
        }
        return name;
    }

    private Series series(Connection connection, Integer id) throws SQLException {
        Series known = series.get(id);
        if (known == null) {
            each(
                    connection,
                    "SELECT id, measure, stage FROM ledger_series",
                    row -> series.put(row.getInt(1), new Series(row.getString(2), row.getString(3))));
            known = series.get(id);
        }
        return known;
    }

    private static void each(Connection connection, String sql, RowReader reader) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                reader.read(row);
            }
        }
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private record Series(String measure, String stage) {}
}
