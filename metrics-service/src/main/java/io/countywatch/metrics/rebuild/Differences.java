package io.countywatch.metrics.rebuild;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Says which figures differ between two versions; of households only how many, since their ids are nobody's business. */
@Singleton
class Differences {

    private static final int SHOWN = 20;

    /** At most {@value SHOWN} a kind. */
    List<Difference> between(Connection connection, String live, String beside) throws SQLException {
        List<Difference> differences = new ArrayList<>();
        differences.addAll(
                read(
                        connection,
                        "counter",
                        live,
                        beside,
                        """
                SELECT concat_ws(' ', county, measure, stage), concat_ws(' / ', l.subjects, l.persons),
                       concat_ws(' / ', b.subjects, b.persons)
                FROM (SELECT county, measure, stage, sum(subjects) AS subjects, sum(persons) AS persons
                      FROM %1$s.county_counter GROUP BY 1, 2, 3) AS l
                FULL JOIN (SELECT county, measure, stage, sum(subjects) AS subjects, sum(persons) AS persons
                           FROM %2$s.county_counter GROUP BY 1, 2, 3) AS b USING (county, measure, stage)
                WHERE coalesce(l.subjects, 0) <> coalesce(b.subjects, 0)
                   OR coalesce(l.persons, 0) <> coalesce(b.persons, 0)
                ORDER BY 1 LIMIT %3$d
                """));
        differences.addAll(
                read(
                        connection,
                        "ledger",
                        live,
                        beside,
                        """
                SELECT concat_ws(' ', county, measure, stage, effective), concat_ws(' / ', l.subjects, l.persons),
                       concat_ws(' / ', b.subjects, b.persons)
                FROM (SELECT county, measure, stage, effective, sum(subjects) AS subjects, sum(persons) AS persons
                      FROM %1$s.ledger GROUP BY 1, 2, 3, 4) AS l
                FULL JOIN (SELECT county, measure, stage, effective, sum(subjects) AS subjects, sum(persons) AS persons
                           FROM %2$s.ledger GROUP BY 1, 2, 3, 4) AS b USING (county, measure, stage, effective)
                WHERE coalesce(l.subjects, 0) <> coalesce(b.subjects, 0)
                   OR coalesce(l.persons, 0) <> coalesce(b.persons, 0)
                ORDER BY 1 LIMIT %3$d
                """));
        differences.addAll(
                read(
                        connection,
                        "states",
                        live,
                        beside,
                        """
                SELECT 'households that differ', count(l.state)::text, count(b.state)::text
                FROM %1$s.household_state AS l
                FULL JOIN %2$s.household_state AS b USING (subject_key, subject_key_low)
                WHERE l.state IS DISTINCT FROM b.state HAVING count(*) > 0
                """));
        return differences;
    }

    private static List<Difference> read(Connection connection, String kind, String live, String beside, String sql)
            throws SQLException {
        List<Difference> differences = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(sql.formatted(Schema.quoted(live), Schema.quoted(beside), SHOWN))) {
            while (row.next()) {
                differences.add(new Difference(kind, row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return differences;
    }

    /** @param live what the live version says, as {@code beside} what the other does; subjects / persons */
    record Difference(String kind, String what, String live, String beside) {}
}
