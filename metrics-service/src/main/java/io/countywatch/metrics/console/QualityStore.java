package io.countywatch.metrics.console;

import io.countywatch.metrics.reading.Reading;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Counts events and rejects. */
@Singleton
class QualityStore {

    private static final String RECEIVED =
            """
            SELECT day, county, sum(reports), coalesce(sum(reports) FILTER (WHERE day > effective), 0)
            -- what is taken back is entered for its own day on the day of that: it came all the same
            FROM (SELECT (recorded AT TIME ZONE ?)::date AS day, county, effective,
                         greatest(sum(subjects), 0) AS reports
                  FROM county_ledger WHERE measure = 'report' GROUP BY 1, 2, 3) AS l
            GROUP BY 1, 2
            """;
    private static final String REJECTED =
            """
            SELECT (received_at AT TIME ZONE ?)::date AS day, county, code, count(*), max(received_at)
              FROM rejections.rejection GROUP BY 1, 2, 3
            """;
    private static final String QUARANTINED =
            "SELECT reason, count(*), max(first_seen) FROM quarantine GROUP BY 1 ORDER BY 2 DESC, 1";

    private final Reading reading;

    QualityStore(Reading reading) {
        this.reading = reading;
    }

    /** What came on a day from a county. */
    record Received(LocalDate day, String county, long events, long late) {}

    /** @param county null where it cannot be read */
    record Rejected(LocalDate day, String county, String code, long items, Instant lastAt) {}

    /**
     * From the reports in the ledger's roll-up by day: a row a county and day of recording and of happening, however many
     * events there were. For a cache all the same.
     */
    List<Received> received(ZoneId zone) {
        return read(
                "received events",
                RECEIVED,
                zone,
                1,
                row -> new Received(
                        row.getObject(1, LocalDate.class), row.getString(2), row.getLong(3), row.getLong(4)));
    }

    List<Rejected> rejected(ZoneId zone) {
        return read(
                "rejections",
                REJECTED,
                zone,
                1,
                row -> new Rejected(
                        row.getObject(1, LocalDate.class),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getTimestamp(5).toInstant()));
    }

    List<Quality.Reason> quarantined() {
        return read(
                "quarantine",
                QUARANTINED,
                null,
                0,
                row -> new Quality.Reason(
                        row.getString(1), row.getLong(2), row.getTimestamp(3).toInstant()));
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String what, String sql, ZoneId zone, int zones, Reader<T> reader) {
        // For a cache that is every caller's: who sees which county is told when it is asked.
        return reading.ofAll(what, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 1; i <= zones; i++) {
                    statement.setString(i, zone.getId());
                }
                List<T> rows = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        rows.add(reader.read(row));
                    }
                }
                return rows;
            }
        });
    }
}
