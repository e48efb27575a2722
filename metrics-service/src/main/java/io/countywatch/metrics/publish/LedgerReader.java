package io.countywatch.metrics.publish;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.sums.LocalDays;
import io.countywatch.metrics.sums.LocalDays.Day;
import io.countywatch.metrics.sums.Summed;
import io.countywatch.metrics.sums.Sums;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGStatement;

/**
 * Reads the ledger as it is stored, a segment at a time: every entry is read once by the publisher, at whatever rate they
 * are written, so the view's joins would be felt.
 */
@Singleton
class LedgerReader {

    private static final int NO_VILLAGE = 0;

    private final LocalDays days;
    // By their numbers in the tables of names, which count from 1 on.
    private String[] villages = new String[0];
    private Series[] series = new Series[0];

    LedgerReader(Campaign campaign) {
        this.days = new LocalDays(campaign.timeZone());
    }

    /**
     * Gives the entries that an earlier snapshot had not seen.
     *
     * @param seen the earlier snapshot's text form; null: all entries
     * @param summed up to where the sums go
     * @param sums get the entries that they do not have
     * @param book gets all that are given
     */
    void read(Connection connection, String seen, Summed summed, Sums sums, LedgerBook book) throws SQLException {
        String newer =
                """
                WHERE tx >= pg_snapshot_xmin(?::pg_snapshot) AND NOT pg_visible_in_snapshot(tx, ?::pg_snapshot)
                  -- rows of a restored dump carry ids that this server has not given out yet: they were read with all
                  AND tx < pg_snapshot_xmax(pg_current_snapshot())
                """;
        String sql =
                """
                SELECT county, array_send(village), array_send(series), array_send(effective), array_send(recorded),
                       array_send(subjects), array_send(persons),
                       pg_visible_in_snapshot(tx, ?::pg_snapshot), pg_visible_in_snapshot(tx, ?::pg_snapshot)
                FROM ledger_segment
                """;
        try (PreparedStatement statement = connection.prepareStatement(seen == null ? sql : sql + newer)) {
            // Bytes as they are from the first time on.
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
                    segment(connection, row, sums, book);
                }
            }
        }
    }

    private void segment(Connection connection, ResultSet row, Sums sums, LedgerBook book) throws SQLException {
        String county = row.getString(1);
        NumberArray village = new NumberArray(row.getBytes(2));
        NumberArray counted = new NumberArray(row.getBytes(3));
        NumberArray effective = new NumberArray(row.getBytes(4));
        NumberArray recorded = new NumberArray(row.getBytes(5));
        NumberArray subjects = new NumberArray(row.getBytes(6));
        NumberArray persons = new NumberArray(row.getBytes(7));
        // Neither has it where there are no sums yet: null reads as false.
        Sums.Segment summing = sums.segment(county, row.getBoolean(8), row.getBoolean(9));
        UnitBook countys = book.county(county);
        for (int i = 0; i < village.size(); i++) {
            Series what = series(connection, counted.intAt(i));
            Day receipt = days.of(recorded.longAt(i));
            LedgerRow entry = new LedgerRow(
                    what,
                    effective.intAt(i),
                    receipt.number(),
                    recorded.longAt(i),
                    subjects.intAt(i),
                    persons.longAt(i));
            summing.add(
                    counted.intAt(i), entry.effective(), entry.recorded(), receipt, entry.subjects(), entry.persons());
            countys.add(entry);
            int number = village.intAt(i);
            if (number != NO_VILLAGE) {
                UnitBook villages = book.village(number, village(connection, number), county, entry);
                if (villages != null) {
                    villages.add(entry);
                }
            }
        }
    }

    private String village(Connection connection, int number) throws SQLException {
        if (number >= villages.length || villages[number] == null) {
            // Names are committed before what uses them: our snapshot has it, and all the older ones.
            each(connection, "SELECT id, name FROM ledger_village ORDER BY id DESC", row -> {
                villages = row.getInt(1) < villages.length ? villages : Arrays.copyOf(villages, row.getInt(1) + 1);
                villages[row.getInt(1)] = row.getString(2);
            });
        }
        return villages[number];
    }

    private Series series(Connection connection, int number) throws SQLException {
        if (number >= series.length || series[number] == null) {
            each(connection, "SELECT id, measure, stage FROM ledger_series ORDER BY id DESC", row -> {
                series = row.getInt(1) < series.length ? series : Arrays.copyOf(series, row.getInt(1) + 1);
                series[row.getInt(1)] = new Series(row.getInt(1), row.getString(2), row.getString(3));
            });
        }
        return series[number];
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
}
