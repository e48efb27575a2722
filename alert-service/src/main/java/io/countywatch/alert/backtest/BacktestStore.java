package io.countywatch.alert.backtest;

import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.VillageFigures;
import io.countywatch.alert.startup.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the figures that evaluations were made with, a day at a time. */
final class BacktestStore {

    private static final String DAYS =
            """
            SELECT DISTINCT day FROM tick WHERE assessments > 0 AND day BETWEEN ? AND ? ORDER BY day
            """;
    private static final String COUNTIES =
            """
            SELECT DISTINCT ON (county) county, figures FROM county_figures
             WHERE day = ? AND county = ANY (?) AND (? OR NOT restated)
             ORDER BY county, tick DESC
            """;
    private static final String VILLAGES_BY =
            """
            SELECT latest.figures
              FROM unnest(?::text[]) AS code,
                   LATERAL (SELECT figures FROM village_figures WHERE village = code AND day <= ?
                             ORDER BY day DESC, tick DESC LIMIT 1) AS latest
            """;
    private static final String VILLAGES_ON =
            "SELECT figures FROM village_figures WHERE village = ANY (?) AND day = ? ORDER BY tick";

    private static final String VILLAGES_RESTATED =
            "SELECT figures FROM village_restated WHERE village = ANY (?) AND day = ? ORDER BY tick";

    private final Connection connection;

    BacktestStore(Connection connection) {
        this.connection = connection;
    }

    /** The evaluated days of a range, in order. */
    List<LocalDate> days(LocalDate from, LocalDate to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DAYS)) {
            statement.setObject(1, from);
            statement.setObject(2, to);
            List<LocalDate> days = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    days.add(rows.getObject(1, LocalDate.class));
                }
            }
            return days;
        }
    }

    Map<String, SnapshotRecord> counties(LocalDate day, Collection<String> codes, KnownAt knownAt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNTIES)) {
            statement.setObject(1, day);
            statement.setArray(2, connection.createArrayOf("text", codes.toArray()));
            statement.setBoolean(3, knownAt == KnownAt.AS_NOW);
            Map<String, SnapshotRecord> counties = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counties.put(rows.getString(1), Json.read(rows.getString(2), SnapshotRecord.class));
                }
            }
            return counties;
        }
    }

    /** What villages had at the end of a day. */
    List<VillageFigures> villagesBy(LocalDate day, Collection<String> codes) throws SQLException {
        return villages(VILLAGES_BY, day, codes);
    }

    /** Only what had changed since the day before. */
    List<VillageFigures> villagesOn(LocalDate day, Collection<String> codes) throws SQLException {
        return villages(VILLAGES_ON, day, codes);
    }

    /** What late data made of a day alone. */
    List<VillageFigures> villagesRestated(LocalDate day, Collection<String> codes) throws SQLException {
        return villages(VILLAGES_RESTATED, day, codes);
    }

    private List<VillageFigures> villages(String sql, LocalDate day, Collection<String> codes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", codes.toArray()));
            statement.setObject(2, day);
            List<VillageFigures> villages = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    villages.add(Json.read(rows.getString(1), VillageFigures.class));
                }
            }
            return villages;
        }
    }
}
