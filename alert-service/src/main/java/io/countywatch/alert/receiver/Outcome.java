package io.countywatch.alert.receiver;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of an attempt.
 *
 * @param detail status of the answer or kind of failure: never an address, never what was answered
 * @param retryAfter how long the receiver asks to be left alone
 */
record Outcome(Kind kind, String detail, Optional<Duration> retryAfter) {

    /** What the receiver knows after it. */
    enum Kind {
        /** All of it. */
        ACKNOWLEDGED,
        /** Nothing of it. */
        REFUSED,
        /** Nobody can say: it may have it, only its answer did not come. */
        UNKNOWN
    }

    static final Outcome ACKNOWLEDGED = new Outcome(Kind.ACKNOWLEDGED, "ok", Optional.empty());

    static Outcome refused(String detail) {
        return new Outcome(Kind.REFUSED, detail, Optional.empty());
    }

    static Outcome unknown(String detail) {
        return new Outcome(Kind.UNKNOWN, detail, Optional.empty());
    }

    /**
     * By the status of an answer. 429 and 503 say that nothing was done; behind any other 5xx (and 408) there may be
     * a receiver that did it all, and a gateway that lost patience. Redirections are refused: they would carry the
     * message, and its signature, to somebody else.
     */
    static Outcome of(int status, Optional<Duration> retryAfter) {
        if (status / 100 == 2) {
            return ACKNOWLEDGED;
        }
        boolean unknown = status == 408 || (status / 100 == 5 && status != 503);
        return new Outcome(unknown ? Kind.UNKNOWN : Kind.REFUSED, "status " + status, retryAfter);
    }
}
