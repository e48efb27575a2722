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
 * Binds one column of many rows as one array parameter, for {@code unnest}. Instants go as microseconds since 1970 and
 * days as days since then: pgjdbc sends such arrays in binary.
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
        return bind("text", rows.stream().map(column).toArray(String[]::new));
    }

    <T> SqlArrays longs(Collection<T> rows, ToLongFunction<T> column) throws SQLException {
        return bind("int8", rows.stream().mapToLong(column).toArray());
    }

    <T> SqlArrays ints(Collection<T> rows, ToIntFunction<T> column) throws SQLException {
        return bind("int4", rows.stream().mapToInt(column).toArray());
    }

    <T> SqlArrays booleans(Collection<T> rows, Function<T, Boolean> column) throws SQLException {
        return bind("bool", rows.stream().map(column).toArray(Boolean[]::new));
    }

    <T> SqlArrays instants(Collection<T> rows, Function<T, Instant> column) throws SQLException {
        return longs(rows, row -> micros(column.apply(row)));
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private SqlArrays bind(String type, Object array) throws SQLException {
        statement.setArray(++index, connection.createArrayOf(type, array));
        return this;
    }
}
