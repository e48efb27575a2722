package io.countywatch.metrics.projection;

import io.agroal.api.AgroalDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/** A data source whose connection breaks at one statement of a transaction: a crash between two statements. */
final class CrashingDataSource {

    private final AgroalDataSource real;
    private final int survives;
    private int statements;

    /** @param survives statements that still go through; the next one, or closing, does not */
    CrashingDataSource(AgroalDataSource real, int survives) {
        this.real = real;
        this.survives = survives;
    }

    AgroalDataSource dataSource() {
        return proxy(AgroalDataSource.class, real, "getConnection");
    }

    private <T> T proxy(Class<T> type, T target, String watched) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (any, method, given) -> {
            if (method.getName().equals("prepareStatement") && statements++ == survives) {
                throw new SQLException("terminating connection due to administrator command", "57P01");
            }
            Object result;
            try {
                result = method.invoke(target, given);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (method.getName().equals("close") && type == Connection.class && statements <= survives) {
                throw new SQLException("connection lost before the commit", "08006");
            }
            return method.getName().equals(watched) ? proxy(Connection.class, (Connection) result, "") : result;
        }));
    }
}
