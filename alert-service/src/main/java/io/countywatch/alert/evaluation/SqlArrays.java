package io.countywatch.alert.evaluation;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * One array a column, for statements that write many rows at once with {@code unnest}. Columns are worked out on all
 * cores, since most of them are JSON; each from a list, so that their orders agree.
 */
final class SqlArrays {

    private SqlArrays() {}

    static <T> void set(
            PreparedStatement statement, int index, String type, Collection<T> rows, Function<T, Object> column)
            throws SQLException {
        statement.setArray(
                index,
                statement
                        .getConnection()
                        .createArrayOf(
                                type,
                                List.copyOf(rows).parallelStream().map(column).toArray()));
    }
}
