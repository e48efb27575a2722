package io.countywatch.metrics.projection;

import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A data source whose PostgreSQL session is killed, for real, at one point of a transaction: before its first statement
 * (0), or after so many; after the last is before the commit.
 */
final class KillingDataSource {

    private final AgroalDataSource real;
    private final int after;
    private int executed;
    private boolean killed;

    /** @param after −1: never */
    KillingDataSource(AgroalDataSource real, int after) {
        this.real = real;
        this.after = after;
    }

    /** Statements that were executed. */
    int executed() {
        return executed;
    }

    AgroalDataSource dataSource() {
        return (AgroalDataSource) proxy(AgroalDataSource.class, real, null);
    }

    private Object proxy(Class<?> type, Object target, Connection connection) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (any, method, given) -> {
            boolean execution = target instanceof Statement && method.getName().startsWith("execute");
            if (execution && executed == 0) {
                killIfDue(connection);
            }
            Object result;
            try {
                result = method.invoke(target, given);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (execution) {
                executed++;
                killIfDue(connection);
            }
            if (result instanceof Connection opened && !method.getName().equals("unwrap")) {
                return proxy(Connection.class, opened, opened);
            }
            if (result instanceof PreparedStatement prepared) {
                return proxy(PreparedStatement.class, prepared, connection);
            }
            return result instanceof Statement statement ? proxy(Statement.class, statement, connection) : result;
        });
    }

    private void killIfDue(Connection connection) throws SQLException {
        if (executed != after || killed) {
            return;
        }
        killed = true;
        int pid = pid(connection);
        try (Connection other = real.getConnection();
                Statement kill = other.createStatement()) {
            kill.execute("SELECT pg_terminate_backend(" + pid + ")");
        }
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> isGone(pid));
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private boolean isGone(int pid) throws SQLException {
        try (Connection other = real.getConnection();
                Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery("SELECT FROM pg_stat_activity WHERE pid = " + pid)) {
            return !row.next();
        }
    }
}
