package io.countywatch.alert.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.evaluation.Database;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.startup.Json;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what was known and told while a day was the latest; who may see which unit is for the caller to settle. */
@Singleton
class PastStore {

    // Figures with which a day was evaluated again later are left out: its assessments do not know them either.
    private static final String FIGURES =
            """
            SELECT DISTINCT ON (county) county, figures FROM county_figures
             WHERE day = ? AND county = ANY (?) AND NOT restated ORDER BY county, tick DESC
            """;
    private static final String ALERTS =
            """
            SELECT last.told
              FROM alert AS one,
                   LATERAL (SELECT told, state FROM transition WHERE alert = one.id AND day <= ?
                             ORDER BY sequence DESC LIMIT 1) AS last
             WHERE one.unit = ANY (?) AND last.state <> 'INACTIVE' ORDER BY one.id
            """;

    private final Database database;

    PastStore(Database database) {
        this.database = database;
    }

    /** What counties were evaluated with on a day; one of which nothing is kept is missing. */
    Map<String, SnapshotRecord> figures(LocalDate day, Collection<String> counties) {
        return database.inTransaction(connection -> {
            Map<String, SnapshotRecord> figures = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(FIGURES)) {
                statement.setObject(1, day);
                statement.setArray(2, connection.createArrayOf("text", counties.toArray()));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        figures.put(row.getString(1), Json.read(row.getString(2), SnapshotRecord.class));
                    }
                }
            }
            return figures;
        });
    }

    /** Alerts as they had last been told by the end of a day, by id. */
    List<ObjectNode> alerts(LocalDate day, Collection<String> units) {
        return database.inTransaction(connection -> {
            List<ObjectNode> alerts = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(ALERTS)) {
                statement.setObject(1, day);
                statement.setArray(2, connection.createArrayOf("text", units.toArray()));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        alerts.add((ObjectNode) Json.tree(row.getString(1)));
                    }
                }
            }
            return alerts;
        });
    }
}
