package io.countywatch.alert.evaluation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs plain SQL in one JTA transaction. */
@Singleton
public class Database {

    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    /** Something to do with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T apply(Connection connection) throws SQLException;
    }

    /**
     * Commits if the work ends well, else rolls back.
     *
     * @throws Unwell if the database refuses
     */
    public <T> T inTransaction(Work<T> work) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = source.getConnection()) {
                return work.apply(connection);
            } catch (SQLException e) {
                throw new Unwell(e);
            }
        });
    }

    /** The database refused; nothing was written. */
    public static final class Unwell extends RuntimeException {
        Unwell(SQLException cause) {
            super("PostgreSQL refused, SQLState " + cause.getSQLState(), cause);
        }
    }
}
