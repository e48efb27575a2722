package io.countywatch.alert.evaluation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/** This replica's time as the evaluator: takes the lease, keeps it, and fences what is written in it. Used by one thread. */
final class Tenure {

    private static final Logger LOG = Logger.getLogger(Tenure.class);

    private final Lease lease;
    private final Duration life;
    private final Clock clock;
    private final Database database;
    private volatile OptionalLong epoch = OptionalLong.empty();
    private Instant due = Instant.MIN;

    Tenure(String owner, Duration life, Clock clock, Database database) {
        this.lease = new Lease(owner, life);
        this.life = life;
        this.clock = clock;
        this.database = database;
    }

    /** Whether this replica evaluates, as far as it knows; for any thread. */
    boolean isHeld() {
        return epoch.isPresent();
    }

    /** The epoch that is held, −1 for none. */
    long epoch() {
        return epoch.orElse(-1);
    }

    /** Takes up what the last evaluator left. */
    interface Handover {

        /** @param epoch that begins with it; empty if another replica goes on evaluating */
        void follow(OptionalLong epoch);
    }

    /**
     * Takes the lease if it is free, renews it if it is held, each when it is time to.
     *
     * @return whether it is held
     * @throws Lease.Lost if another replica has it by now
     */
    boolean keep(Handover handover) {
        Instant now = clock.instant();
        if (Due.isAhead(due, now, life)) {
            return isHeld();
        }
        due = now.plus(life.dividedBy(3));
        if (isHeld()) {
            database.inTransaction(connection -> {
                renew(connection);
                return null;
            });
        } else {
            OptionalLong taken = database.inTransaction(lease::take);
            // Before it counts as held: who could not read what was there must not decide. Then the lease runs out.
            handover.follow(taken);
            if (taken.isPresent()) {
                // Reading may have taken a good part of its life.
                database.inTransaction(connection -> {
                    lease.renew(connection, taken.getAsLong());
                    return null;
                });
                due = clock.instant().plus(life.dividedBy(3));
            }
            epoch = taken;
        }
        return isHeld();
    }

    /**
     * The fence, inside the transaction of whatever is decided.
     *
     * @throws Lease.Lost if another replica has the lease by now
     */
    void renew(Connection connection) throws SQLException {
        lease.renew(connection, epoch.getAsLong());
    }

    /** A transaction with {@link #renew} in it was committed, which was begun at an instant. */
    void renewedAt(Instant instant) {
        due = instant.plus(life.dividedBy(3));
    }

    /** Somebody else decides now. */
    void lost(Lease.Lost lost) {
        LOG.warnf("event=lease_lost epoch=%d", lost.epoch());
        epoch = OptionalLong.empty();
        due = Instant.MIN;
    }

    /** Gives the lease back at the end of the process. */
    void end() {
        epoch.ifPresent(held -> database.inTransaction(connection -> {
            lease.release(connection, held);
            return null;
        }));
        epoch = OptionalLong.empty();
    }
}
