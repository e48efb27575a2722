package io.countywatch.alert.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.evaluation.Database;
import io.countywatch.alert.startup.Json;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reads what the evaluator has written of days and units. */
@Singleton
public class QueryStore {

    private static final String OF_UNIT =
            """
            SELECT a.detail, r.detail, k.decided_at, k.snapshot
              FROM assessment a
              LEFT JOIN assessment_revision r ON r.unit = a.unit AND r.plan = a.plan AND r.day = a.day
              LEFT JOIN tick k ON k.id = r.tick
             WHERE a.unit = ? AND a.day = (SELECT max(day) FROM assessment WHERE unit = ? AND day <= ?)
             ORDER BY a.plan
            """;
    private static final String OF_DAY =
            """
            SELECT unit, level, plan, measure, status, first_status, (detail ->> 'silent')::boolean FROM assessment
             WHERE day = ? AND (?::text IS NULL OR level = ?) AND (?::text IS NULL OR plan = ?) AND unit = ANY (?)
             ORDER BY unit, plan
            """;
    private static final String EVALUATED_BY = "SELECT max(day) FROM tick WHERE assessments > 0 AND day <= ?";
    private static final String FRESHNESS =
            "SELECT day, decided_at FROM tick WHERE assessments > 0 ORDER BY day DESC, id DESC LIMIT 1";

    private final Database database;

    QueryStore(Database database) {
        this.database = database;
    }

    /**
     * A row of the table of a day.
     *
     * @param silent whether the unit, or much of it, has said nothing for too long for this plan's measure
     */
    record StatusRow(
            String unit,
            String level,
            String plan,
            String measure,
            String status,
            String firstApprovedStatus,
            boolean silent) {}

    /** A unit's assessments on a day, or on the last assessed one before it. */
    public List<JsonNode> assessments(String unit, LocalDate asOf) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(OF_UNIT)) {
                statement.setString(1, unit);
                statement.setString(2, unit);
                statement.setObject(3, asOf);
                List<JsonNode> assessments = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        ObjectNode assessment = (ObjectNode) Json.tree(rows.getString(1));
                        assessment.set("revision", rows.getString(2) == null ? null : revision(rows));
                        assessments.add(assessment);
                    }
                }
                return assessments;
            }
        });
    }

    private static ObjectNode revision(ResultSet row) throws SQLException {
        ObjectNode revised = (ObjectNode) Json.tree(row.getString(2));
        ObjectNode revision = revised.objectNode();
        revision.put("decidedAt", row.getTimestamp(3).toInstant().toString());
        revision.put("reason", "late data, with the figures of snapshot " + row.getString(4));
        revision.set("assessment", revised);
        return revision;
    }

    /** The last evaluated day that is not after one; null if there is none. */
    public LocalDate evaluatedBy(LocalDate day) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(EVALUATED_BY)) {
                statement.setObject(1, day);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getObject(1, LocalDate.class);
                }
            }
        });
    }

    List<StatusRow> statuses(List<String> visible, LocalDate day, String level, String plan) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(OF_DAY)) {
                statement.setObject(1, day);
                statement.setString(2, level);
                statement.setString(3, level);
                statement.setString(4, plan);
                statement.setString(5, plan);
                statement.setArray(6, connection.createArrayOf("text", visible.toArray()));
                List<StatusRow> statuses = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        statuses.add(new StatusRow(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getString(6),
                                rows.getBoolean(7)));
                    }
                }
                return statuses;
            }
        });
    }

    /** Up to when everything is evaluated. */
    public Freshness freshness() {
        return database.inTransaction(QueryStore::freshness);
    }

    static Freshness freshness(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FRESHNESS);
                ResultSet rows = statement.executeQuery()) {
            return rows.next()
                    ? new Freshness(
                            rows.getObject(1, LocalDate.class),
                            rows.getTimestamp(2).toInstant())
                    : new Freshness(null, null);
        }
    }
}
