package io.countywatch.alert.evaluation;

import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.startup.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was assessed and judged: one statement a table, whatever the number of rows. */
final class AssessmentStore {

    private static final String INSERT_BASELINES =
            """
            INSERT INTO baseline (unit, plan, day, scope)
            SELECT * FROM unnest(?::text[], ?::text[], ?::date[], ?::bigint[]) ON CONFLICT DO NOTHING
            """;

    private static final String UPSERT_ASSESSMENTS =
            """
            INSERT INTO assessment (unit, plan, day, level, measure, status, first_status, tick, detail)
            SELECT unit, plan, ?::date, level, measure, status, first_status, ?::bigint, detail::jsonb
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS row (unit, plan, level, measure, status, first_status, detail)
            ON CONFLICT (unit, plan, day) DO UPDATE
               SET status = excluded.status, first_status = excluded.first_status, tick = excluded.tick,
                   detail = excluded.detail
            """;

    private static final String UPSERT_REVISIONS =
            """
            INSERT INTO assessment_revision (unit, plan, day, tick, status, first_status, detail)
            SELECT unit, plan, ?::date, ?::bigint, status, first_status, detail::jsonb
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS row (unit, plan, status, first_status, detail)
            ON CONFLICT (unit, plan, day) DO UPDATE
               SET status = excluded.status, first_status = excluded.first_status, tick = excluded.tick,
                   detail = excluded.detail
            """;

    private final Connection connection;

    AssessmentStore(Connection connection) {
        this.connection = connection;
    }

    /** S of every unit when its plan was first seen, by unit and plan. */
    Map<String, Long> baselines() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT unit, plan, scope FROM baseline")) {
            return baselines(statement);
        }
    }

    Map<String, Long> baselinesOf(Collection<String> units) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT unit, plan, scope FROM baseline WHERE unit = ANY (?)")) {
            SqlArrays.set(statement, 1, "text", units, unit -> unit);
            return baselines(statement);
        }
    }

    private static Map<String, Long> baselines(PreparedStatement statement) throws SQLException {
        Map<String, Long> baselines = new HashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                baselines.put(DayAssessor.key(rows.getString(1), rows.getString(2)), rows.getLong(3));
            }
        }
        return baselines;
    }

    void baselines(Collection<Assessment> candidates) throws SQLException {
        if (candidates.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_BASELINES)) {
            SqlArrays.set(statement, 1, "text", candidates, Assessment::unit);
            SqlArrays.set(statement, 2, "text", candidates, Assessment::plan);
            SqlArrays.set(statement, 3, "date", candidates, Assessment::day);
            SqlArrays.set(statement, 4, "bigint", candidates, candidate -> candidate
                    .seen()
                    .scope());
            statement.executeUpdate();
        }
    }

    void assessments(LocalDate day, long tick, List<AssessmentRecord> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPSERT_ASSESSMENTS)) {
            statement.setObject(1, day);
            statement.setLong(2, tick);
            SqlArrays.set(statement, 3, "text", rows, AssessmentRecord::unit);
            SqlArrays.set(statement, 4, "text", rows, AssessmentRecord::plan);
            SqlArrays.set(statement, 5, "text", rows, AssessmentRecord::level);
            SqlArrays.set(statement, 6, "text", rows, AssessmentRecord::measure);
            SqlArrays.set(statement, 7, "text", rows, row -> row.status().name());
            SqlArrays.set(statement, 8, "text", rows, row -> row.firstApproved()
                    .status()
                    .name());
            SqlArrays.set(statement, 9, "text", rows, Json::write);
            statement.executeUpdate();
        }
    }

    /** What late data made of an earlier day; what was known then stays beside it. */
    void revisions(LocalDate day, long tick, List<AssessmentRecord> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPSERT_REVISIONS)) {
            statement.setObject(1, day);
            statement.setLong(2, tick);
            SqlArrays.set(statement, 3, "text", rows, AssessmentRecord::unit);
            SqlArrays.set(statement, 4, "text", rows, AssessmentRecord::plan);
            SqlArrays.set(statement, 5, "text", rows, row -> row.status().name());
            SqlArrays.set(statement, 6, "text", rows, row -> row.firstApproved()
                    .status()
                    .name());
            SqlArrays.set(statement, 7, "text", rows, Json::write);
            statement.executeUpdate();
        }
    }
}
