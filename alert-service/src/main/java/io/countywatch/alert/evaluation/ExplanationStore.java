package io.countywatch.alert.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.rules.KeptRules;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.startup.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a decision was made of. */
final class ExplanationStore {

    private static final int NOTIFICATIONS = 20;

    // What late data restated is judged by its revision: facts and assessment must be of one evaluation.
    private static final String JUDGED =
            """
            SELECT f.day, f.facts, f.remark, k.id, k.epoch, k.decided_at, k.snapshot, k.rule_set,
                   k.revisions ->> f.unit AS revision, coalesce(r.detail, a.detail) AS detail,
                   CASE WHEN r.tick IS NOT NULL THEN a.detail END AS as_recorded, rule, s.effective
              FROM fact f JOIN tick k ON k.id = f.tick
              JOIN rule_set s ON s.hash = k.rule_set
              JOIN LATERAL jsonb_array_elements(s.rules) AS rule ON rule ->> 'id' = ?
              LEFT JOIN assessment a ON a.unit = f.unit AND a.plan = f.plan AND a.day = f.day
              LEFT JOIN assessment_revision r
                     ON r.unit = f.unit AND r.plan = f.plan AND r.day = f.day AND r.tick = f.tick
             WHERE f.unit = ? AND f.measure = ? AND f.about = ? AND f.day <= ? AND rule ->> 'subject' = ?
             ORDER BY f.day DESC LIMIT 1
            """;
    static final String SENT =
            """
            SELECT * FROM (
                   (SELECT notification, sink, created_at AS at, done_at, attempts, waits_for, superseded_by
                      FROM outbox
                     WHERE alert = ? AND created_at >= ? AND created_at < ? ORDER BY id DESC LIMIT ?)
                   UNION ALL
                   (SELECT id, receiver, first_tried_at, acknowledged_at, attempts, NULL, NULL FROM notification
                     WHERE alerts @> ARRAY[?::text] AND first_tried_at >= ? AND first_tried_at < ?
                     ORDER BY first_tried_at DESC LIMIT ?)) sent
             ORDER BY at DESC
            """;
    // A day lasts from its first evaluation until that of the next one, whatever the clock says.
    static final String LASTED =
            """
            SELECT coalesce((SELECT min(decided_at) FROM tick WHERE assessments > 0 AND day = ?), '1970-01-01'),
                   coalesce((SELECT min(decided_at) FROM tick
                              WHERE assessments > 0
                                AND day = (SELECT min(day) FROM tick WHERE assessments > 0 AND day > ?)), '9999-12-31')
            """;

    private final Connection connection;

    ExplanationStore(Connection connection) {
        this.connection = connection;
    }

    /**
     * What a rule looked at, as it was kept.
     *
     * @param rule its text as it was in force, with everything filled in
     * @param rules the whole rule set in force, empty where it was not kept
     */
    record Judged(
            LocalDate day,
            String facts,
            JsonNode rule,
            String ruleSet,
            Optional<RuleSet> rules,
            Explanation.Inputs inputs) {}

    /** The last day up to one on which a rule of that id looked at that unit and measure. */
    Optional<Judged> judged(AlertId alert, Level level, LocalDate asOf) throws SQLException {
        Optional<Judged> latest = Optional.empty();
        // What the rule looked at stands in its text of that day, so each possibility is asked for.
        for (Rule.About about : Rule.About.values()) {
            Optional<Judged> one = judged(alert, about, level, asOf);
            if (one.isPresent()
                    && (latest.isEmpty() || one.get().day().isAfter(latest.get().day()))) {
                latest = one;
            }
        }
        return latest;
    }

    private Optional<Judged> judged(AlertId alert, Rule.About about, Level level, LocalDate asOf) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(JUDGED)) {
            statement.setString(1, alert.rule());
            statement.setString(2, alert.unit());
            statement.setString(3, alert.measure());
            statement.setString(4, about.name());
            statement.setObject(5, asOf);
            statement.setString(6, about == Rule.About.PIPELINE ? "pipeline" : level.label());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                JsonNode rule = Json.tree(row.getString("rule"));
                return Json.read(rule.toString(), Rule.class).about() == about
                        ? Optional.of(judged(row, rule))
                        : Optional.empty();
            }
        }
    }

    private static Judged judged(ResultSet row, JsonNode rule) throws SQLException {
        String revision = row.getString("revision");
        Explanation.Inputs inputs = new Explanation.Inputs(
                row.getString("snapshot"),
                row.getLong("id"),
                row.getLong("epoch"),
                row.getTimestamp("decided_at").toInstant(),
                revision == null ? null : Long.valueOf(revision),
                Json.tree(row.getString("facts")),
                row.getString("remark"),
                tree(row.getString("detail")),
                tree(row.getString("as_recorded")));
        String hash = row.getString("rule_set");
        Optional<RuleSet> rules =
                Optional.ofNullable(row.getString("effective")).flatMap(kept -> KeptRules.read(kept, hash));
        return new Judged(row.getObject("day", LocalDate.class), row.getString("facts"), rule, hash, rules, inputs);
    }

    private static JsonNode tree(String json) {
        return json == null ? null : Json.tree(json);
    }

    /**
     * What was told of an alert.
     *
     * @param day on which, null for at any time
     */
    List<Explanation.Notification> notifications(AlertId id, LocalDate day) throws SQLException {
        Timestamp from = Timestamp.valueOf("1970-01-01 00:00:00");
        Timestamp to = Timestamp.valueOf("9999-12-31 00:00:00");
        if (day != null) {
            try (PreparedStatement statement = connection.prepareStatement(LASTED)) {
                statement.setObject(1, day);
                statement.setObject(2, day);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    from = row.getTimestamp(1);
                    to = row.getTimestamp(2);
                }
            }
        }
        return notifications(id, from, to);
    }

    private List<Explanation.Notification> notifications(AlertId id, Timestamp from, Timestamp to) throws SQLException {
        List<Explanation.Notification> sent = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SENT)) {
            statement.setString(1, id.toString());
            statement.setTimestamp(2, from);
            statement.setTimestamp(3, to);
            statement.setInt(4, NOTIFICATIONS);
            statement.setString(5, id.toString());
            statement.setTimestamp(6, from);
            statement.setTimestamp(7, to);
            statement.setInt(8, NOTIFICATIONS);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Timestamp done = row.getTimestamp(4);
                    sent.add(new Explanation.Notification(
                            row.getString(1),
                            row.getString(2),
                            row.getTimestamp(3).toInstant(),
                            done == null || row.getString(7) != null ? null : done.toInstant(),
                            row.getInt(5),
                            row.getString(6),
                            row.getString(7)));
                }
            }
        }
        return sent;
    }
}
