package io.countywatch.alert.evaluation;

import io.countywatch.alert.rules.KeptRules;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.startup.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The log of ticks: what was evaluated, with what, and everything that came of it. */
final class TickStore {

    private static final String INSERT_TICK =
            """
            INSERT INTO tick (day, epoch, decided_at, snapshot, rule_set, revisions, assessments, transitions)
            VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?) RETURNING id
            """;

    private static final String RULES_OF_DAY =
            """
            SELECT s.hash, s.effective FROM tick k JOIN rule_set s ON s.hash = k.rule_set
             WHERE k.day = ? AND k.assessments > 0 ORDER BY k.id DESC LIMIT 1
            """;

    private static final String RULES_OF_TICK =
            """
            SELECT s.hash, s.effective FROM tick k JOIN rule_set s ON s.hash = k.rule_set WHERE k.id = ?
            """;

    // The first evaluation of a day says from when on it was the latest, the last one by which rules. A tick may have
    // restated the provisional days before its own. By sets: a day may have had tens of thousands of ticks.
    private static final String DELETE_UNNAMED =
            """
            DELETE FROM tick USING (
                   SELECT id FROM tick WHERE day = ? AND transitions = 0
                   EXCEPT SELECT min(id) FROM tick WHERE day = ? AND assessments > 0
                   EXCEPT SELECT max(id) FROM tick WHERE day = ? AND assessments > 0
                   EXCEPT SELECT tick FROM assessment WHERE day = ?
                   EXCEPT SELECT tick FROM fact WHERE day BETWEEN ? AND ?
                   EXCEPT SELECT tick FROM assessment_revision WHERE day BETWEEN ? AND ?
                   EXCEPT SELECT tick FROM county_figures WHERE day BETWEEN ? AND ?
                   EXCEPT SELECT tick FROM village_figures WHERE day BETWEEN ? AND ?
                   EXCEPT SELECT tick FROM village_restated WHERE day BETWEEN ? AND ?) AS unnamed
             WHERE tick.id = unnamed.id
            """;
    // An explanation says which revision of its county a fact was made of; nobody else asks an old tick for them.
    private static final String EMPTY_REVISIONS =
            """
            UPDATE tick SET revisions = '{}'
             WHERE day = ? AND revisions <> '{}' AND id NOT IN (SELECT tick FROM fact WHERE day BETWEEN ? AND ?)
            """;

    private final Connection connection;

    TickStore(Connection connection) {
        this.connection = connection;
    }

    /** The last evaluated campaign day and the revisions of the counties it was evaluated with. */
    record Evaluated(LocalDate day, Map<String, Long> revisions) {

        /**
         * Whether other figures are newer in one county and older in none: reading the topic from its start must not
         * bring old figures back.
         */
        boolean isOlderThan(Map<String, Long> others) {
            boolean older = false;
            for (Map.Entry<String, Long> other : others.entrySet()) {
                long evaluated = revisions.getOrDefault(other.getKey(), 0L);
                if (other.getValue() < evaluated) {
                    return false;
                }
                older |= other.getValue() > evaluated;
            }
            return older;
        }
    }

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

    /** The last evaluated day that is not after another one. */
    Optional<LocalDate> evaluatedBy(LocalDate day) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT max(day) FROM tick WHERE assessments > 0 AND day <= ?")) {
            statement.setObject(1, day);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return Optional.ofNullable(rows.getObject(1, LocalDate.class));
            }
        }
    }

    /** Keeps the rules under their hash. */
    void rules(RuleSet rules) throws SQLException {
        KeptRules kept = KeptRules.of(rules);
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO rule_set (hash, rules, effective) VALUES (?, ?::jsonb, ?) ON CONFLICT DO NOTHING")) {
            statement.setString(1, rules.hash());
            statement.setString(2, Json.write(kept.rules()));
            statement.setString(3, kept.text());
            statement.executeUpdate();
        }
    }

    /** The rules with which a day was last evaluated; empty if it never was, or if they cannot be read any more. */
    Optional<RuleSet> rulesOf(LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RULES_OF_DAY)) {
            statement.setObject(1, day);
            return rules(statement);
        }
    }

    /** The rules of a tick; empty if they cannot be read any more. */
    Optional<RuleSet> rulesOf(long tick) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RULES_OF_TICK)) {
            statement.setLong(1, tick);
            return rules(statement);
        }
    }

    private static Optional<RuleSet> rules(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() && row.getString(2) != null
                    ? KeptRules.read(row.getString(2), row.getString(1))
                    : Optional.empty();
        }
    }

    /** What a tick was made with. */
    record Header(
            LocalDate day, long epoch, Instant at, String snapshot, String ruleSet, Map<String, Long> revisions) {}

    /** Writes everything that a tick decided; its number. */
    long write(Header header, Tick.Result result) throws SQLException {
        long tick = tick(header, result);
        AssessmentStore assessments = new AssessmentStore(connection);
        assessments.baselines(result.baselineCandidates().values());
        assessments.assessments(header.day(), tick, result.assessments());
        FactStore facts = new FactStore(connection);
        facts.keep(header.day(), tick, result.judgements());
        for (Revisions.Revision revision : result.revisions()) {
            assessments.revisions(revision.day(), tick, revision.assessments());
            facts.keep(revision.day(), tick, revision.judgements());
        }
        AlertStore alerts = new AlertStore(connection);
        alerts.alerts(header.at(), result.alerts());
        alerts.transitions(tick, result.transitions());
        new OutboxWriter(connection).write(header.at(), result.outgoing());
        return tick;
    }

    /** Leaves of a day only the ticks that something names, its first and its last. Its figures are thinned before. */
    void thin(LocalDate day) throws SQLException {
        LocalDate restated = RecentDays.firstProvisional(day);
        try (PreparedStatement statement = connection.prepareStatement(DELETE_UNNAMED)) {
            int index = 1;
            while (index <= 4) {
                statement.setObject(index++, day);
            }
            while (index <= 14) {
                statement.setObject(index++, restated);
                statement.setObject(index++, day);
            }
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(EMPTY_REVISIONS)) {
            statement.setObject(1, day);
            statement.setObject(2, restated);
            statement.setObject(3, day);
            statement.executeUpdate();
        }
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
}
