package io.countywatch.alert.evaluation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets acknowledgements and silences end whose time has come. Used by one thread. */
final class EndsTurn {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Clock clock;
    private final Tenure tenure;
    private final Database database;
    private final HandlingService handling;
    private Instant due = Instant.MIN;
    private Instant settled = Instant.EPOCH;

    EndsTurn(Clock clock, Tenure tenure, Evaluator.Services services) {
        this.clock = clock;
        this.tenure = tenure;
        this.database = services.database();
        this.handling = services.handling();
    }

    /** @throws Lease.Lost if another replica evaluates by now */
    void turn() {
        Instant now = clock.instant();
        if (Due.isAhead(due, now, EVERY)) {
            return;
        }
        due = now.plus(EVERY);
        // Looked for from the last settling on, so that nothing falls between two looks.
        if (handling.nextChange(settled).filter(change -> !change.isAfter(now)).isPresent()) {
            database.inTransaction(connection -> {
                tenure.renew(connection);
                handling.settle(connection, now);
                return null;
            });
        }
        settled = now;
    }
}
