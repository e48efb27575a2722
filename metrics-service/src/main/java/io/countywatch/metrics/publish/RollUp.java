package io.countywatch.metrics.publish;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.sums.SumMerger;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The one compactor of the ledger: the publisher's leader, between two ticks, under its lease. It alone knows what its
 * book has read, and rolls up nothing else.
 */
@Singleton
class RollUp {

    private static final Logger LOG = Logger.getLogger(RollUp.class);

    /** Fewer are not worth a transaction. */
    private static final int LEAST_SEGMENTS = 16;

    private static final int MOST_COUNTIES = 8;

    /** No county is begun after so long, so that the next tick is not held up. */
    private static final Duration LONGEST = Duration.ofMillis(250);

    /** While events wait to be applied, it rests so many times as long as it has worked: it can wait, they should not. */
    private static final int REST = 19;

    private final AgroalDataSource dataSource;
    private final PublishStore publications;
    private final RollUpStore store;
    private final SumMerger merger;
    private final Campaign campaign;
    private final Clock clock;
    private final Duration interval;

    private Instant next = Instant.EPOCH;

    RollUp(
            AgroalDataSource dataSource,
            PublishStore publications,
            RollUpStore store,
            SumMerger merger,
            Campaign campaign,
            Clock clock,
            MetricsConfig config) {
        this.dataSource = dataSource;
        this.publications = publications;
        this.store = store;
        this.merger = merger;
        this.campaign = campaign;
        this.clock = clock;
        this.interval = config.publish().rollUp();
    }

    /**
     * Merges sums, and rolls up some counties, if it is time.
     *
     * @param behind whether events wait to be applied
     */
    void whenDue(Leadership leader, LocalDate effectiveThrough, boolean behind) {
        mergeSums(leader.epoch());
        if (clock.instant().isBefore(next)) {
            return;
        }
        long began = System.nanoTime();
        int segments = rollUp(leader.epoch(), leader.seen(), effectiveThrough);
        Duration worked = Duration.ofNanos(System.nanoTime() - began);
        // A day's end brings all counties at once: some with every tick, until none is left.
        Duration rest = behind ? worked.multipliedBy(REST) : Duration.ZERO;
        next = clock.instant().plus(segments == 0 ? interval : rest);
        if (segments > 0) {
            LOG.debugf("ledger rolled up: segments=%d", segments);
        }
    }

    private void mergeSums(long epoch) {
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = dataSource.getConnection()) {
                if (publications.holds(connection, epoch)) {
                    merger.merge(connection, campaign.timeZone());
                }
            } catch (SQLException e) {
                throw new IllegalStateException("sums were not merged", e);
            }
        });
    }

    /**
     * @param effectiveThrough its own recordings may still grow, so they are left as they are, as are later ones
     * @return how many segments were rolled up
     */
    int rollUp(long epoch, String seen, LocalDate effectiveThrough) {
        Instant before = effectiveThrough.atStartOfDay(campaign.timeZone()).toInstant();
        List<String> due = QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                return store.due(connection, before, LEAST_SEGMENTS, MOST_COUNTIES);
            }
        });
        int segments = 0;
        long began = System.nanoTime();
        for (String county : due) {
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                break;
            }
            segments += QuarkusTransaction.requiringNew().call(() -> {
                try (Connection connection = dataSource.getConnection()) {
                    return publications.holds(connection, epoch)
                            ? store.rollUp(connection, county, before, seen, campaign.timeZone())
                            : 0;
                }
            });
        }
        return segments;
    }
}
