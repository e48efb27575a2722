package io.countywatch.metrics.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Set;

/** Which failures of a transaction are the data's fault, and which pass with time. */
final class DatabaseFailure {

    /** 21 cardinality, 22 data exception, 23 integrity constraint, 54 program limit: a value is wrong. */
    private static final Set<String> CLASSES_OF_DATA = Set.of("21", "22", "23", "54");

    private DatabaseFailure() {}

    /**
     * Whether repeating the same batch can never succeed: the SQLState says that a value is wrong, or our own pure code
     * fails on it. Everything else (08 connection, 25 read-only, 40 serialization or deadlock, 53 resources, 55 lock, 57
     * operator, 58 system, no state, unknown) is the database being unwell and is repeated for as long as it takes.
     */
    static boolean isForGood(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state != null && state.length() == 5 && CLASSES_OF_DATA.contains(state.substring(0, 2));
            }
            root = cause;
        }
        return isOurs(root);
    }

    /** For the log: the kind of a failure, since its message may quote the data. */
    static String describe(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String kind = root.getClass().getSimpleName();
        return root instanceof SQLException sql ? kind + " " + sql.getSQLState() : kind;
    }

    /** Failures that the fold or a codec gives for a value that it cannot take, and would give again. */
    private static boolean isOurs(Throwable root) {
        return root instanceof InvalidEventException
                || root instanceof JsonProcessingException
                || root instanceof ArithmeticException
                || root instanceof DateTimeException
                || root instanceof NullPointerException
                || root instanceof ClassCastException
                || root instanceof IndexOutOfBoundsException;
    }
}
