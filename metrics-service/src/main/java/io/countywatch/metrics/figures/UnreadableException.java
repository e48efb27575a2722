package io.countywatch.metrics.figures;

import java.sql.SQLException;

/** The database does not answer: nothing is known to be wrong with the question. */
final class UnreadableException extends RuntimeException {

    UnreadableException(String what, SQLException cause) {
        super(what + " cannot be read", cause);
    }
}
