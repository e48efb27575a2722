package io.countywatch.alert.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.notification.Current;
import io.countywatch.alert.notification.Labels;
import io.countywatch.alert.startup.Json;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads alerts as receivers see them. */
@Singleton
class AlertReader {

    // When an alert ended is the end of its last day or, where that is still to come, the moment of the decision: both
    // stay the same however often it is told.
    private static final String CURRENT =
            """
            SELECT a.id, a.state IN ('FIRING', 'RECOVERING') AS active, a.severity, a.view, a.day,
                   (a.memory ->> 'endedOn')::date AS ended_on, a.updated_at, last.decided_at
              FROM alert a
              LEFT JOIN LATERAL (SELECT k.decided_at FROM transition t JOIN tick k ON k.id = t.tick
                                  WHERE t.alert = a.id ORDER BY t.sequence DESC LIMIT 1) last ON true
             WHERE a.state IN ('FIRING', 'RECOVERING') OR a.id = ANY (?)
            """;

    private final Campaign campaign;

    AlertReader(Campaign campaign) {
        this.campaign = campaign;
    }

    /** All active alerts, and those that are asked for; by id. */
    Map<String, Current> read(Connection connection, Collection<String> asked) throws SQLException {
        Map<String, Current> alerts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(CURRENT)) {
            statement.setArray(1, connection.createArrayOf("text", asked.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Current alert = alert(row);
                    alerts.put(alert.alert(), alert);
                }
            }
        }
        return alerts;
    }

    private Current alert(ResultSet row) throws SQLException {
        AlertId id = AlertId.parse(row.getString("id"));
        JsonNode view = Json.tree(row.getString("view"));
        LocalDate day = row.getObject("day", LocalDate.class);
        LocalDate endedOn = row.getObject("ended_on", LocalDate.class);
        Instant changedAt = row.getTimestamp(row.getTimestamp("decided_at") == null ? "updated_at" : "decided_at")
                .toInstant();
        Instant endOfDay = startOf((endedOn == null ? day : endedOn).plusDays(1));
        LocalDate since =
                view.hasNonNull("since") ? LocalDate.parse(view.get("since").asText()) : day;
        return new Current(
                id.toString(),
                labels(id, row.getString("severity"), view),
                annotations(view),
                view.path("episode").asInt(),
                startOf(since),
                row.getBoolean("active") ? null : endOfDay.isBefore(changedAt) ? endOfDay : changedAt,
                changedAt,
                view.path("suppression").size() > 0,
                view.hasNonNull("acknowledgement"));
    }

    private java.util.SortedMap<String, String> labels(AlertId id, String severity, JsonNode view) {
        Map<String, String> labels = new HashMap<>();
        labels.put(Labels.ALERTNAME, id.rule());
        labels.put(Labels.CAMPAIGN, campaign.id());
        labels.put(Labels.RULE, id.rule());
        labels.put(Labels.SEVERITY, severity);
        labels.put(Labels.UNIT, id.unit());
        labels.put(Labels.LEVEL, text(view.at("/unit/level")));
        labels.put(Labels.PROVINCE, text(view.at("/unit/province")));
        labels.put(Labels.MEASURE, id.measure());
        labels.put(Labels.ESCALATION, text(view.get("escalation")));
        List<String> watchlists = new ArrayList<>();
        view.path("watchlists").forEach(list -> watchlists.add(list.asText()));
        labels.put(Labels.WATCHLIST, String.join(",", watchlists));
        return Labels.of(labels);
    }

    /** What people need: what, where, since when, how far behind, because, what would do. */
    private static java.util.SortedMap<String, String> annotations(JsonNode view) {
        Map<String, String> annotations = new HashMap<>();
        annotations.put("summary", text(view.get("summary")));
        annotations.put("unit_name", text(view.at("/unit/name")));
        annotations.put("unit_name_zh", text(view.at("/unit/nameZh")));
        annotations.put("since", text(view.get("since")));
        annotations.put("evaluated", text(view.get("day")));
        annotations.put("state", text(view.get("state")));
        annotations.put("status", text(view.get("status")));
        annotations.put("plan", text(view.get("plan")));
        annotations.put("days_behind", text(view.at("/evaluation/lagDays")));
        annotations.put("remaining", text(view.at("/evaluation/remaining")));
        annotations.put("gap", text(view.at("/evaluation/gap")));
        annotations.put("probability_on_time", text(view.at("/evaluation/probabilityOnTime")));
        annotations.put("because", because(view.path("because")));
        annotations.put("would_do", text(view.get("wouldDo")));
        annotations.put("escalation", text(view.get("escalation")));
        annotations.put("provisional", text(view.get("provisional")));
        return Labels.of(annotations);
    }

    private static String because(JsonNode causes) {
        StringBuilder text = new StringBuilder();
        causes.forEach(cause -> text.append(text.isEmpty() ? "" : "; ")
                .append(cause.path("text").asText()));
        return text.toString();
    }

    private static String text(JsonNode value) {
        return value == null || value.isNull() || value.isMissingNode() ? null : value.asText();
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(campaign.zone()).toInstant();
    }
}
