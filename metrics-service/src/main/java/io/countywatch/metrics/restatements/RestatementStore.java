package io.countywatch.metrics.restatements;

import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.reading.Reading;
import io.countywatch.metrics.restatements.Restatements.Change;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Reads the ledger of a county by the day of recording. */
@Singleton
class RestatementStore {

    private final Reading reading;

    RestatementStore(Reading reading) {
        this.reading = reading;
    }

    List<Change> changes(String county, ZoneId zone) {
        // Reports tell why: of an event that came late there is one more, of one that was taken back one less. Where
        // neither was of this county at that instant, a household has moved by an event of another one.
        String sql =
                """
                WITH l AS (SELECT measure, stage, effective, recorded, (recorded AT TIME ZONE ?)::date AS day,
                                  subjects, persons
                           FROM ledger WHERE county = ?),
                     reports AS (SELECT recorded, day > effective AS late, sum(subjects) AS n
                                 FROM l WHERE measure = ? GROUP BY recorded, day, effective),
                     why AS (SELECT recorded, bool_or(late AND n > 0) AS late, bool_or(n < 0) AS retracted
                             FROM reports GROUP BY recorded)
                SELECT measure, stage, effective, day, sum(subjects), sum(persons), coalesce(bool_or(late), false),
                       coalesce(bool_or(retracted), false), bool_or(NOT coalesce(late OR retracted, false))
                FROM l LEFT JOIN why USING (recorded)
                WHERE measure <> ?
                GROUP BY measure, stage, effective, day
                """;
        List<Change> changes = new ArrayList<>();
        return reading.of("restatements", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, zone.getId());
                statement.setString(2, county);
                statement.setString(3, Figure.REPORT);
                statement.setString(4, Figure.REPORT);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        changes.add(new Change(
                                row.getString(1),
                                row.getString(2),
                                row.getObject(3, LocalDate.class),
                                row.getObject(4, LocalDate.class),
                                new Count(row.getLong(5), row.getLong(6)),
                                because(row.getBoolean(7), row.getBoolean(8), row.getBoolean(9))));
                    }
                }
                return changes;
            }
        });
    }

    private static List<String> because(boolean late, boolean retraction, boolean move) {
        List<String> because = new ArrayList<>();
        if (late) {
            because.add("late");
        }
        if (retraction) {
            because.add("retraction");
        }
        if (move) {
            because.add("move");
        }
        return because;
    }
}
