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

    /** Whether a day is over on the wall clock, give or take ten minutes between machines. */
    static boolean isOver(LocalDate day, Instant now, ZoneId zone) {
        return day.isBefore(now.plus(CLOCKS_DIFFER).atZone(zone).toLocalDate());
    }

    /**
     * How far the figures have come.
     *
     * @param reachedByAll the day that every county has reached, empty while one is missing
     * @param published when the newest of them was published, empty where that is not told
     */
    record Heard(Optional<LocalDate> reachedByAll, Optional<Instant> published) {}

    /**
     * On the wall clock every county's figures reach today soon after midnight, and each is published again from time to time
     * although nothing has changed.
     *
     * @param grace how long after midnight the figures of the day before will do, and how old the newest may grow
     */
    static boolean onTheWall(Heard heard, Instant now, Duration grace, ZoneId zone) {
        LocalDate expected = now.minus(grace).atZone(zone).toLocalDate();
        boolean old = heard.published()
                .map(published -> published.isBefore(now.minus(grace)))
                .orElse(false);
        return old
                || heard.reachedByAll().isEmpty()
                || heard.reachedByAll().get().isBefore(expected);
    }

    /**
     * The same soon after a start, when the topic may not have been read to its end: empty then, unless the figures
     * are fresh already. Whatever was told before stays, so a standing alert goes on speaking for all others.
     *
     * @param readFrom when reading the topic began
     */
    static Optional<Boolean> onTheWallSince(Instant readFrom, Heard heard, Instant now, Duration grace, ZoneId zone) {
        boolean stale = onTheWall(heard, now, grace, zone);
        return stale && now.isBefore(readFrom.plus(grace)) ? Optional.empty() : Optional.of(stale);
    }

    /** In a replay the data are their own clock: stale is who lags two days behind the others. */
    static boolean inAReplay(Optional<LocalDate> reachedByAll, Optional<LocalDate> reachedByAny) {
        return reachedByAll.isPresent()
                && reachedByAny.isPresent()
                && !reachedByAll.get().isAfter(reachedByAny.get().minusDays(2));
    }
}
