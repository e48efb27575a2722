package io.countywatch.metrics.reading;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.http.UnreadableException;
import io.countywatch.metrics.security.CountyScope;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One read-only transaction of a request. All that it reads is of one instant, of the caller's counties, and of one version
 * of the projection, the active one: a switch falls between two transactions, never into one.
 */
@Singleton
public class Reading {

    /**
     * Sent in one go with the BEGIN before it, and undone by the end of the transaction. Without sorts: how many entries an
     * array of the ledger has is taken for ten, so the planner would sort, on disk, what fits into a hash table. And with
     * plans that are kept: to plan a county's figure anew for each caller's parameters, which change nothing of the plan,
     * takes half as long as to read it.
     */
    private static final String BEGIN =
            """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
            SELECT set_config('search_path', quote_ident(schema) || ', publication', true),
                   set_config('countywatch.counties', ?, true), set_config('role', 'countywatch_reader', true),
                   set_config('enable_sort', 'off', true),
                   set_config('plan_cache_mode', 'force_generic_plan', true)
            FROM publication.active
            """;

    private static final String EVERY_COUNTY = "%";

    private final AgroalDataSource dataSource;
    private final Instance<CountyScope> scope;

    Reading(AgroalDataSource dataSource, Instance<CountyScope> scope) {
        this.dataSource = dataSource;
        this.scope = scope;
    }

    /**
     * What the caller of this request may see: the database itself leaves out rows of other counties, also where a query
     * forgets to.
     *
     * @param what for the log, should it fail
     * @throws UnreadableException if the database does not answer
     */
    public <T> T of(String what, Query<T> query) {
        return within(callersCounties(), what, query);
    }

    /** Rows of every county: for what is told to the caller only in part, or as a function of them. */
    public <T> T ofAll(String what, Query<T> query) {
        return within(EVERY_COUNTY, what, query);
    }

    /** The same for one query, which goes to the database together with its transaction: one way there and back. */
    public <T> T of(String what, Ask<T> ask) {
        return inOneGo(what, List.of(ask), answers -> answers.next(ask));
    }

    /** The same for two queries of one moment. */
    public <A, B, T> T of(String what, Ask<A> first, Ask<B> second, BiFunction<A, B, T> together) {
        return inOneGo(what, List.of(first, second), answers -> {
            A one = answers.next(first);
            return together.apply(one, answers.next(second));
        });
    }

    private <T> T inOneGo(String what, List<Ask<?>> asks, Together<T> together) {
        StringBuilder sql = new StringBuilder(BEGIN);
        asks.forEach(ask -> sql.append(";\n").append(ask.sql()));
        sql.append(";\nROLLBACK");
        return transact(what, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
                statement.setString(1, callersCounties());
                int place = 2;
                for (Ask<?> ask : asks) {
                    place = ask.bind(statement, place);
                }
                statement.execute();
                begun(statement);
                return together.of(new Answers(statement));
            }
        });
    }

    /** Answers of a statement that asks for several things, one after the other. */
    private record Answers(PreparedStatement statement) {

        <T> T next(Ask<T> ask) throws SQLException {
            statement.getMoreResults();
            try (ResultSet rows = statement.getResultSet()) {
                return ask.rows().read(rows);
            }
        }
    }

    private interface Together<T> {
        T of(Answers answers) throws SQLException;
    }

    private String callersCounties() {
        return String.join(",", scope.get().likePatterns());
    }

    private <T> T within(String counties, String what, Query<T> query) {
        return transact(what, connection -> {
            begin(connection, counties);
            return query.on(connection);
        });
    }

    private <T> T transact(String what, Query<T> query) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return query.on(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new UnreadableException(what, e);
        }
    }

    private static void begin(Connection connection, String counties) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setString(1, counties);
            statement.execute();
            begun(statement);
        }
    }

    /** Whether the first of a statement's answers, those of {@link #BEGIN}, are as they must be. */
    private static void begun(PreparedStatement statement) throws SQLException {
        statement.getMoreResults();
        try (ResultSet row = statement.getResultSet()) {
            if (!row.next()) {
                throw new SQLException("no version of the projection is active");
            }
        }
    }

    /** What is read; the connection is the transaction's. */
    public interface Query<T> {
        T on(Connection connection) throws SQLException;
    }
}
