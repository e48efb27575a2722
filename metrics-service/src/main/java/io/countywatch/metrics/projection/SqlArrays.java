package io.countywatch.metrics.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.postgresql.PGConnection;

/**
 * Binds one column of many rows as one array parameter. Statements unnest texts and bytes only, and take what has a
 * constant width by its number from the array ({@code (?)[i]}), since {@code unnest} writes every column into a tuple
 * store of its own first, which costs thrice as much; in an array of texts, though, each element is found by walking to
 * it. Instants go as microseconds since 1970 and days as days since then: pgjdbc sends such arrays in binary.
 */
final class SqlArrays {

    private final PGConnection connection;
    private final PreparedStatement statement;
    private int index;

    SqlArrays(Connection connection, PreparedStatement statement) throws SQLException {
        this.connection = connection.unwrap(PGConnection.class);
        this.statement = statement;
    }

    <T> SqlArrays texts(Collection<T> rows, Function<T, String> column) throws SQLException {
        String[] values = new String[rows.size()];
        int i = 0;
        for (T row : rows) {
            values[i++] = column.apply(row);
        }
        return bind("text", values);
    }

    <T> SqlArrays longs(Collection<T> rows, ToLongFunction<T> column) throws SQLException {
        long[] values = new long[rows.size()];
        int i = 0;
        for (T row : rows) {
            values[i++] = column.applyAsLong(row);
        }
        return longs(values);
    }

    SqlArrays longs(long[] values) throws SQLException {
        return bind("int8", values);
    }

    <T> SqlArrays ints(Collection<T> rows, ToIntFunction<T> column) throws SQLException {
        int[] values = new int[rows.size()];
        int i = 0;
        for (T row : rows) {
            values[i++] = column.applyAsInt(row);
        }
        return ints(values);
    }

    SqlArrays ints(int[] values) throws SQLException {
        return bind("int4", values);
    }

    <T> SqlArrays bytes(Collection<T> rows, Function<T, byte[]> column) throws SQLException {
        byte[][] values = new byte[rows.size()][];
        int i = 0;
        for (T row : rows) {
            values[i++] = column.apply(row);
        }
        return bind("bytea", values);
    }

    <T> SqlArrays instants(Collection<T> rows, Function<T, Instant> column) throws SQLException {
        return longs(rows, row -> micros(column.apply(row)));
    }

    static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000), instant.getNano() / 1_000);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private SqlArrays bind(String type, Object array) throws SQLException {
        statement.setArray(++index, connection.createArrayOf(type, array));
        return this;
    }
}
