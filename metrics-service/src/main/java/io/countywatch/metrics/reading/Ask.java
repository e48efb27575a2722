package io.countywatch.metrics.reading;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * A query as a value: so that several, and the transaction around them, can go to the database together.
 *
 * @param sql one statement, without a semicolon
 * @param parameters in the order of their places: texts, numbers and booleans; a collection of texts is an array
 * @param rows what is made of the answer
 */
public record Ask<T>(String sql, List<Object> parameters, Rows<T> rows) {

    public Ask {
        parameters = List.copyOf(parameters);
    }

    /** The answer, in the transaction of a connection. */
    public T on(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 1);
            try (ResultSet answer = statement.executeQuery()) {
                return rows.read(answer);
            }
        }
    }

    /** @return the place after the last of its parameters */
    int bind(PreparedStatement statement, int from) throws SQLException {
        int place = from;
        for (Object parameter : parameters) {
            if (parameter instanceof Collection<?> texts) {
                statement.setArray(place, statement.getConnection().createArrayOf("text", texts.toArray()));
            } else {
                statement.setObject(place, parameter);
            }
            place++;
        }
        return place;
    }

    /** Makes something of rows. */
    public interface Rows<T> {
        T read(ResultSet row) throws SQLException;
    }
}
