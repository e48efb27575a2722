package io.countywatch.metrics.projection;

import java.sql.SQLException;

/** Which failures of the database are the data's fault, and which pass with time. */
final class DatabaseFailure {

    private DatabaseFailure() {}

    /**
     * Whether repeating the same batch can never succeed: the SQLState says that a value is wrong (22 data exception, 23
     * integrity constraint, 54 program limit). Everything else (08 connection, 40 serialization or deadlock, 53 resources,
     * 55 lock, 57 operator, 58 system, unknown) is the database being unwell and is repeated for as long as it takes.
     */
    static boolean isForGood(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
            }
            if (cause instanceof InvalidEventException) {
                return true;
            }
        }
        return false;
    }
}
