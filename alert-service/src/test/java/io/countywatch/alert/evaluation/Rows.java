package io.countywatch.alert.evaluation;

import java.util.ArrayList;
import java.util.List;

/** What a test looks up in the tables itself. */
final class Rows {

    private Rows() {}

    /** The first column of a query, as text. */
    static List<String> of(Database database, String sql) {
        return database.inTransaction(connection -> {
            List<String> lines = new ArrayList<>();
            try (var rows = connection.createStatement().executeQuery(sql)) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        });
    }
}
