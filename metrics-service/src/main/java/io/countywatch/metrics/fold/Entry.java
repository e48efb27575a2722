package io.countywatch.metrics.fold;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Key of a signed change in the ledger: which figure, from which day on (when it happened) and since when known (when we
 * had it).
 */
public record Entry(Figure figure, LocalDate effective, Instant recorded) {

    /** Spread by hand: days and instants of one batch differ in few bits, and what is made of them by default collides. */
    @Override
    public int hashCode() {
        long clocks = effective.hashCode() * 31L + recorded.getEpochSecond() * 1_000_003 + recorded.getNano();
        return Hashes.spread(figure.hashCode(), clocks);
    }
}
