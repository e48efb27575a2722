package io.countywatch.alert.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Whether the figures themselves are stale, so that nobody can be judged. Pure. */
final class Staleness {

    private Staleness() {}

    /**
     * On the wall clock every county's figures reach today soon after midnight.
     *
     * @param reachedByAll the day that every county has reached, empty while one is missing
     * @param grace how long after midnight the figures of the day before will do
     */
    static boolean onTheWall(Optional<LocalDate> reachedByAll, Instant now, Duration grace, ZoneId zone) {
        LocalDate expected = now.minus(grace).atZone(zone).toLocalDate();
        return reachedByAll.isEmpty() || reachedByAll.get().isBefore(expected);
    }

    /** In a replay the data are their own clock: stale is who lags two days behind the others. */
    static boolean inAReplay(Optional<LocalDate> reachedByAll, Optional<LocalDate> reachedByAny) {
        return reachedByAll.isPresent()
                && reachedByAny.isPresent()
                && !reachedByAll.get().isAfter(reachedByAny.get().minusDays(2));
    }
}
