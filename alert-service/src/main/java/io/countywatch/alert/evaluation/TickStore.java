package io.countywatch.alert.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.Memory;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.startup.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a tick starts from and writes what it decided: one statement a table, whatever the number of rows. */
final class TickStore {

    private static final String INSERT_TICK =
            """
            INSERT INTO tick (day, epoch, decided_at, snapshot, rule_set, revisions, assessments, transitions)
            VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?) RETURNING id
            """;
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
    private static final String UPSERT_JUDGEMENTS =
            """
            INSERT INTO judgement (alert, day, tick, verdict, facts, remark, plan)
            SELECT DISTINCT ON (alert) alert, ?::date, ?::bigint, verdict::jsonb, facts::jsonb, remark, plan
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS row (alert, verdict, facts, remark, plan)
            ON CONFLICT (alert, day) DO UPDATE
               SET tick = excluded.tick, verdict = excluded.verdict, facts = excluded.facts,
                   remark = excluded.remark, plan = excluded.plan
            """;
    private static final String UPSERT_ALERTS =
            """
            INSERT INTO alert (id, rule, unit, measure, province, state, severity, day, sequence, revision, memory,
                               before, view, beside, updated_at)
            SELECT id, rule, unit, measure, province, state, severity, day, sequence, revision, memory::jsonb,
                   before::jsonb, view::jsonb, beside::jsonb, ?::timestamptz
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::date[],
                          ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS row (id, rule, unit, measure, province, state, severity, day, sequence, revision, memory, before,
                        view, beside)
            ON CONFLICT (id) DO UPDATE
               SET state = excluded.state, severity = excluded.severity, day = excluded.day,
                   sequence = excluded.sequence, revision = excluded.revision, memory = excluded.memory,
                   before = excluded.before, view = excluded.view,
                   beside = excluded.beside, updated_at = excluded.updated_at
            """;
    private static final String INSERT_TRANSITIONS =
            """
            INSERT INTO transition (alert, sequence, episode, day, kind, state, tick, told)
            SELECT alert, sequence, episode, day, kind, state, ?::bigint, told::jsonb
              FROM unnest(?::text[], ?::bigint[], ?::int[], ?::date[], ?::text[], ?::text[], ?::text[])
                AS row (alert, sequence, episode, day, kind, state, told)
            """;
    private static final String INSERT_OUTBOX =
            """
            INSERT INTO outbox (sink, alert, notification, payload, waits_for, created_at)
            SELECT sink, alert, notification, payload, waits_for, ?::timestamptz
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                WITH ORDINALITY AS row (sink, alert, notification, payload, waits_for, position)
             ORDER BY position
            """;

    private static final String RISES =
            """
            SELECT alert, count(*) FROM transition
             WHERE kind IN ('raised', 'fell-back') AND day > ? GROUP BY alert
            """;
    // "||" replaces the fields that stand beside the state and leaves the others.
    private static final String UPDATE_BESIDE =
            """
            UPDATE alert SET revision = alert.revision + 1, updated_at = ?::timestamptz, beside = row.beside::jsonb,
                   view = alert.view || row.told::jsonb
              FROM unnest(?::text[], ?::text[], ?::text[]) AS row (id, beside, told)
             WHERE alert.id = row.id
            RETURNING alert.id, alert.revision, alert.view
            """;

    private final Connection connection;

    TickStore(Connection connection) {
        this.connection = connection;
    }

    /** The last evaluated campaign day and the revisions of the counties it was evaluated with. */
    record Evaluated(LocalDate day, Map<String, Long> revisions) {}

    Optional<Evaluated> lastEvaluated() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT day, revisions FROM tick WHERE assessments > 0 ORDER BY day DESC, id DESC LIMIT 1");
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            Map<String, Long> revisions = new HashMap<>();
            Json.tree(rows.getString(2))
                    .properties()
                    .forEach(entry ->
                            revisions.put(entry.getKey(), entry.getValue().asLong()));
            return Optional.of(new Evaluated(rows.getObject(1, LocalDate.class), revisions));
        }
    }

    Map<String, Long> baselines() throws SQLException {
        Map<String, Long> baselines = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT unit, plan, scope FROM baseline");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                baselines.put(DayAssessor.key(rows.getString(1), rows.getString(2)), rows.getLong(3));
            }
        }
        return baselines;
    }

    Map<String, StoredAlert> alerts() throws SQLException {
        Map<String, StoredAlert> alerts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT id, memory, before, day, sequence, revision, beside FROM alert");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Alert alert = new Alert(
                        AlertId.parse(rows.getString(1)),
                        Json.read(rows.getString(2), Memory.class),
                        Json.read(rows.getString(3), Memory.class),
                        rows.getObject(4, LocalDate.class),
                        rows.getLong(5));
                alerts.put(
                        rows.getString(1),
                        new StoredAlert(alert, rows.getLong(6), Json.read(rows.getString(7), Beside.class)));
            }
        }
        return alerts;
    }

    /** How often each alert rose in the days up to one. */
    Map<String, Integer> rises(LocalDate day) throws SQLException {
        Map<String, Integer> rises = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(RISES)) {
            statement.setObject(1, day.minusDays(Bystanders.FLAPPING_DAYS));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rises.put(rows.getString(1), rows.getInt(2));
                }
            }
        }
        return rises;
    }

    /** Writes what has changed beside the state of alerts, and tells their states. */
    void beside(Map<String, Beside> changes, Instant at) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        List<Outgoing> outgoing = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(UPDATE_BESIDE)) {
            statement.setTimestamp(1, Timestamp.from(at));
            array(statement, 2, "text", changes.keySet(), id -> id);
            array(statement, 3, "text", changes.values(), Json::write);
            array(statement, 4, "text", changes.values(), Beside::told);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ObjectNode view = (ObjectNode) Json.tree(rows.getString(3));
                    outgoing.add(Outgoing.state(rows.getString(1), view, rows.getLong(2), at));
                }
            }
        }
        outbox(at, outgoing);
    }

    private static String seen(AlertView view, Beside beside) {
        return beside.into((ObjectNode) Json.tree(Json.write(view))).toString();
    }

    /** What a tick was made with. */
    record Header(
            LocalDate day, long epoch, Instant at, String snapshot, String ruleSet, Map<String, Long> revisions) {}

    void write(Header header, Tick.Result result) throws SQLException {
        long tick = tick(header, result);
        baselines(result.baselineCandidates().values());
        assessments(header.day(), tick, result.assessments());
        judgements(header.day(), tick, result.judgements());
        alerts(header.at(), result.alerts());
        transitions(tick, result.transitions());
        outbox(header.at(), result.outgoing());
    }

    private long tick(Header header, Tick.Result result) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT_TICK)) {
            statement.setObject(1, header.day());
            statement.setLong(2, header.epoch());
            statement.setTimestamp(3, Timestamp.from(header.at()));
            statement.setString(4, header.snapshot());
            statement.setString(5, header.ruleSet());
            statement.setString(6, Json.write(header.revisions()));
            statement.setInt(7, result.assessments().size());
            statement.setInt(8, result.transitions().size());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private void baselines(Collection<Assessment> candidates) throws SQLException {
        if (candidates.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_BASELINES)) {
            array(statement, 1, "text", candidates, Assessment::unit);
            array(statement, 2, "text", candidates, Assessment::plan);
            array(statement, 3, "date", candidates, Assessment::day);
            array(statement, 4, "bigint", candidates, candidate -> candidate
                    .seen()
                    .scope());
            statement.executeUpdate();
        }
    }

    private void assessments(LocalDate day, long tick, List<AssessmentRecord> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPSERT_ASSESSMENTS)) {
            statement.setObject(1, day);
            statement.setLong(2, tick);
            array(statement, 3, "text", rows, AssessmentRecord::unit);
            array(statement, 4, "text", rows, AssessmentRecord::plan);
            array(statement, 5, "text", rows, AssessmentRecord::level);
            array(statement, 6, "text", rows, AssessmentRecord::measure);
            array(statement, 7, "text", rows, row -> row.status().name());
            array(statement, 8, "text", rows, row -> row.firstApproved()
                    .status()
                    .name());
            array(statement, 9, "text", rows, Json::write);
            statement.executeUpdate();
        }
    }

    private void judgements(LocalDate day, long tick, List<Judgement> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPSERT_JUDGEMENTS)) {
            statement.setObject(1, day);
            statement.setLong(2, tick);
            array(statement, 3, "text", rows, row -> row.id().toString());
            array(statement, 4, "text", rows, row -> VerdictRecord.of(row.verdict())
                    .json());
            array(statement, 5, "text", rows, row -> Json.write(row.facts()));
            array(statement, 6, "text", rows, Judgement::remark);
            array(
                    statement,
                    7,
                    "text",
                    rows,
                    row -> row.assessment() == null ? null : row.assessment().plan());
            statement.executeUpdate();
        }
    }

    /** Keeps the rules under their hash. */
    void rules(RuleSet rules) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO rule_set VALUES (?, ?::jsonb) ON CONFLICT DO NOTHING")) {
            statement.setString(1, rules.hash());
            statement.setString(2, Json.write(rules.rules()));
            statement.executeUpdate();
        }
    }

    private void alerts(Instant at, List<Tick.AlertRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPSERT_ALERTS)) {
            statement.setTimestamp(1, Timestamp.from(at));
            array(statement, 2, "text", rows, row -> row.alert().id().toString());
            array(statement, 3, "text", rows, row -> row.alert().id().rule());
            array(statement, 4, "text", rows, row -> row.alert().id().unit());
            array(statement, 5, "text", rows, row -> row.alert().id().measure());
            array(statement, 6, "text", rows, row -> row.view().unit().province());
            array(statement, 7, "text", rows, row -> row.alert().now().state().name());
            array(statement, 8, "text", rows, row -> row.view().severity());
            array(statement, 9, "date", rows, row -> row.alert().day());
            array(statement, 10, "bigint", rows, row -> row.alert().sequence());
            array(statement, 11, "bigint", rows, Tick.AlertRow::revision);
            array(statement, 12, "text", rows, row -> Json.write(row.alert().now()));
            array(statement, 13, "text", rows, row -> Json.write(row.alert().before()));
            array(statement, 14, "text", rows, row -> seen(row.view(), row.beside()));
            array(statement, 15, "text", rows, row -> Json.write(row.beside()));
            statement.executeUpdate();
        }
    }

    private void transitions(long tick, List<Tick.TransitionRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_TRANSITIONS)) {
            statement.setLong(1, tick);
            array(statement, 2, "text", rows, row -> row.transition().id().toString());
            array(statement, 3, "bigint", rows, row -> row.transition().sequence());
            array(statement, 4, "int", rows, row -> row.transition().episode());
            array(statement, 5, "date", rows, row -> row.transition().day());
            array(statement, 6, "text", rows, row -> row.transition().kind());
            array(statement, 7, "text", rows, row -> row.transition().to().name());
            array(statement, 8, "text", rows, row -> Outgoing.data(row.transition(), row.view(), row.beside())
                    .toString());
            statement.executeUpdate();
        }
    }

    private void outbox(Instant at, List<Outgoing> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_OUTBOX)) {
            statement.setTimestamp(1, Timestamp.from(at));
            array(statement, 2, "text", rows, Outgoing::sink);
            array(statement, 3, "text", rows, Outgoing::alert);
            array(statement, 4, "text", rows, Outgoing::notification);
            array(statement, 5, "text", rows, Outgoing::payload);
            array(statement, 6, "text", rows, Outgoing::waitsFor);
            statement.executeUpdate();
        }
    }

    private <T> void array(
            PreparedStatement statement, int index, String type, Collection<T> rows, Function<T, Object> column)
            throws SQLException {
        statement.setArray(
                index, connection.createArrayOf(type, rows.stream().map(column).toArray()));
    }
}
