package io.countywatch.metrics.reading;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.http.UnreadableException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One read-only transaction of a request. All that it reads is of one instant and of one version of the projection, the
 * active one: a switch falls between two transactions, never into one.
 */
@Singleton
public class Reading {

    /** Sent in one go with the BEGIN before it, and undone by the end of the transaction. */
    private static final String BEGIN =
            """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
            SELECT set_config('search_path', quote_ident(schema) || ', publication', true) FROM publication.active
            """;

    private final AgroalDataSource dataSource;

    Reading(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * @param what for the log, should it fail
     * @throws UnreadableException if the database does not answer
     */
    public <T> T of(String what, Query<T> query) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                begin(connection);
                return query.on(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new UnreadableException(what, e);
        }
    }

    private static void begin(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.execute();
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                if (!row.next()) {
                    throw new SQLException("no version of the projection is active");
                }
            }
        }
    }

    /** What is read; the connection is the transaction's. */
    public interface Query<T> {
        T on(Connection connection) throws SQLException;
    }
}
