package io.countywatch.alert.console;

import io.countywatch.alert.evaluation.Database;
import io.countywatch.alert.schedule.Status;
import io.countywatch.alert.startup.Json;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads assessments of whole days, of all units; who may see which is for the caller of this to settle. */
@Singleton
class StandingStore {

    // What a list needs to say by how much, why and what now; the rest is on the unit's own page. Two thirds of the
    // weight.
    private static final String OF_DAY =
            """
            SELECT unit, level, plan, measure, status, first_status, (detail ->> 'silent')::boolean,
                   CASE WHEN level <> 'county' OR status IN ('WATCH', 'UNKNOWN', 'BEHIND', 'CRITICAL', 'OVERDUE') THEN
                       (detail -> 'inForce') - ARRAY['version', 'start', 'status', 'minimumGap', 'spiT', 'eta', 'requiredRatio',
                           'ratio', 'dispersion', 'likelyBy', 'almostCertainBy'] || jsonb_build_object(
                           'because', (SELECT jsonb_agg(jsonb_build_object('kind', b -> 'kind', 'amount', b -> 'amount',
                                                                           'units', b -> 'units'))
                                         FROM jsonb_array_elements(detail -> 'because') b),
                           'lastWeek', detail -> 'windows' -> -1,
                           'watchlists', detail -> 'watchlists')
                   END
              FROM assessment WHERE day = ? ORDER BY unit, plan
            """;
    private static final String STATUSES =
            """
            SELECT DISTINCT day, unit, status FROM assessment WHERE level = 'county' AND day = ANY (?)
            """;
    private static final String FIRING =
            """
            SELECT id, unit, measure, rule, severity, view ->> 'since', beside #>> '{acknowledgement,by}' FROM alert
             WHERE state IN ('FIRING', 'RECOVERING') AND unit = ANY (?) ORDER BY id
            """;

    private static final String FIRING_ON =
            """
            SELECT one.id, unit, measure, rule, last.told ->> 'severity', last.told ->> 'since', NULL
              FROM alert AS one,
                   LATERAL (SELECT told, state FROM transition WHERE alert = one.id AND day <= ?
                             ORDER BY sequence DESC LIMIT 1) AS last
             WHERE last.state IN ('FIRING', 'RECOVERING') AND unit = ANY (?) ORDER BY one.id
            """;

    private final Database database;

    StandingStore(Database database) {
        this.database = database;
    }

    /** A unit's standing on a plan, with whose it is. */
    record Row(String unit, String level, Standing standing) {}

    /** Every assessment of a day, by unit. */
    Map<String, List<Row>> ofDay(LocalDate day) {
        return database.inTransaction(connection -> {
            Map<String, List<Row>> byUnit = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(OF_DAY)) {
                statement.setObject(1, day);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        byUnit.computeIfAbsent(row.getString(1), any -> new ArrayList<>())
                                .add(row(row));
                    }
                }
            }
            return byUnit;
        });
    }

    private static Row row(ResultSet row) throws java.sql.SQLException {
        String figures = row.getString(8);
        return new Row(
                row.getString(1),
                row.getString(2),
                new Standing(
                        row.getString(3),
                        row.getString(4),
                        Status.valueOf(row.getString(5)),
                        Status.valueOf(row.getString(6)),
                        row.getBoolean(7),
                        figures == null ? null : Json.tree(figures)));
    }

    /** The worst status of every county on some days; a day that was never evaluated is missing. */
    Map<LocalDate, Map<String, Status>> worstOf(List<LocalDate> days) {
        return database.inTransaction(connection -> {
            Map<LocalDate, Map<String, Set<Status>>> all = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(STATUSES)) {
                statement.setArray(1, connection.createArrayOf("date", days.toArray()));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        all.computeIfAbsent(row.getObject(1, LocalDate.class), any -> new HashMap<>())
                                .computeIfAbsent(row.getString(2), any -> new HashSet<>())
                                .add(Status.valueOf(row.getString(3)));
                    }
                }
            }
            Map<LocalDate, Map<String, Status>> worst = new HashMap<>();
            all.forEach((day, units) -> {
                Map<String, Status> byUnit = new HashMap<>();
                units.forEach((unit, statuses) -> byUnit.put(unit, Worst.of(statuses)));
                worst.put(day, byUnit);
            });
            return worst;
        });
    }

    List<Overview.FiringAlert> firing(List<String> visible) {
        return firing(FIRING, null, visible);
    }

    /** What fired at the end of a day, as it had been told by then; who had taken it on is not among that. */
    List<Overview.FiringAlert> firingOn(LocalDate day, List<String> visible) {
        return firing(FIRING_ON, day, visible);
    }

    private List<Overview.FiringAlert> firing(String sql, LocalDate day, List<String> visible) {
        return database.inTransaction(connection -> {
            List<Overview.FiringAlert> alerts = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                if (day != null) {
                    statement.setObject(1, day);
                }
                statement.setArray(day == null ? 1 : 2, connection.createArrayOf("text", visible.toArray()));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        String since = row.getString(6);
                        alerts.add(new Overview.FiringAlert(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                since == null ? null : LocalDate.parse(since),
                                row.getString(7)));
                    }
                }
            }
            return alerts;
        });
    }
}
