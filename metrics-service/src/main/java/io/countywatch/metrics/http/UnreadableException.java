package io.countywatch.metrics.http;

import java.sql.SQLException;

/** The database does not answer: nothing is known to be wrong with the question. */
public final class UnreadableException extends RuntimeException {

    public UnreadableException(String what, SQLException cause) {
        super(what + " cannot be read", cause);
    }
}
