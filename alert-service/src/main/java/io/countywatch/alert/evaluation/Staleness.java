package io.countywatch.alert.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Whether the figures themselves are stale, so that nobody can be judged. Pure. */
final class Staleness {

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    private Staleness() {}

    /** Whether a day has not begun yet on the wall clock, give or take ten minutes between machines. */
    static boolean isFuture(LocalDate day, Instant now, ZoneId zone) {
        return day.isAfter(now.plus(CLOCKS_DIFFER).atZone(zone).toLocalDate());
    }

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

    /**
     * The same soon after a start, when the topic may not have been read to its end: empty then, unless the figures
     * are fresh already. Whatever was told before stays, so a standing alert goes on speaking for all others.
     *
     * @param readFrom when reading the topic began
     */
    static Optional<Boolean> onTheWallSince(
            Instant readFrom, Optional<LocalDate> reachedByAll, Instant now, Duration grace, ZoneId zone) {
        boolean stale = onTheWall(reachedByAll, now, grace, zone);
        return stale && now.isBefore(readFrom.plus(grace)) ? Optional.empty() : Optional.of(stale);
    }

    /** In a replay the data are their own clock: stale is who lags two days behind the others. */
    static boolean inAReplay(Optional<LocalDate> reachedByAll, Optional<LocalDate> reachedByAny) {
        return reachedByAll.isPresent()
                && reachedByAny.isPresent()
                && !reachedByAll.get().isAfter(reachedByAny.get().minusDays(2));
    }
}
