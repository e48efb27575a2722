package io.countywatch.alert.evaluation;

import java.time.Duration;
import java.time.Instant;

/** When something is to be done again, on a clock that may jump. */
final class Due {

    private Due() {}

    /**
     * Whether something is due later. A clock that was set back must not put it off for as long as it was ahead.
     *
     * @param pause the longest that it can be ahead on a clock that does not jump
     */
    static boolean isAhead(Instant due, Instant now, Duration pause) {
        return now.isBefore(due) && !due.isAfter(now.plus(pause));
    }
}
