package io.countywatch.metrics.publish;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.publish.LedgerBook.CounterTotal;
import io.countywatch.metrics.publish.PublishStore.Cursor;
import io.countywatch.metrics.publish.PublishStore.Last;
import io.countywatch.metrics.reading.LogEnd;
import io.countywatch.metrics.sums.Summed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * One tick: reads what is new, compares every county with what was last sent, keeps the new revisions, then sends. A
 * crash between the last two is healed by the next leader, which sends every county anew under the next revision.
 */
@Singleton
class Publisher {

    static final String TOPIC = "household-events.v1";

    private static final Logger LOG = Logger.getLogger(Publisher.class);

    /** Records: what waits longer than that is not just on its way. */
    private static final int ONE_POLL = 5_000;

    /** Records: more than what comes while the machine holds its breath, so events wait because there are too many. */
    private static final int BACKLOG = 20_000;

    /** A new leader reads the whole ledger. */
    private static final int LONGEST_READ_SECONDS = 600;

    private final AgroalDataSource dataSource;
    private final PublishStore store;
    private final LedgerReader ledger;
    private final RollUp rollUp;
    private final SnapshotSender sender;
    private final LogEnd logEnd;
    private final Campaign campaign;
    private final MetricsConfig config;
    private final Clock clock;
    private final PublishMetrics metrics;
    private final Contents contents;
    private final DataClock dataClock;
    private final String owner = UUID.randomUUID().toString();

    private Leadership leadership;
    private boolean behind;

    Publisher(
            AgroalDataSource dataSource,
            PublishStore store,
            LedgerReader ledger,
            RollUp rollUp,
            SnapshotSender sender,
            LogEnd logEnd,
            Campaign campaign,
            MetricsConfig config,
            Clock clock,
            PublishMetrics metrics) {
        this.dataSource = dataSource;
        this.store = store;
        this.ledger = ledger;
        this.rollUp = rollUp;
        this.sender = sender;
        this.logEnd = logEnd;
        this.campaign = campaign;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        this.contents = new Contents(campaign, config.clock());
        this.dataClock = new DataClock(config.clock(), campaign, clock);
    }

    /**
     * Publishes what changed, if this instance is or becomes the leader.
     *
     * @return whether it is
     */
    boolean tick() {
        Optional<Long> epoch = QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                return store.lease(connection, owner, config.publish().lease());
            }
        });
        if (epoch.isEmpty()) {
            leadership = null;
            return false;
        }
        if (leadership == null || leadership.epoch() != epoch.get()) {
            LOG.infof("publisher: leader with epoch=%d", epoch.get());
            leadership = new Leadership(
                    epoch.get(), campaign, contents, config.publish().repeat());
        }
        publish(leadership);
        return true;
    }

    /** Whether a backlog waited to be applied at the last tick: then events should have the machine. */
    boolean behind() {
        return behind;
    }

    private void publish(Leadership leader) {
        // The ends first: what is appended later may lag without holding the watermark back.
        Map<Integer, Long> ends = logEnd.of(TOPIC);
        Tick tick = prepared(leader, ends);
        if (tick == null) {
            return;
        }
        behind = tick.lag() > BACKLOG;
        sender.counties(tick.counties());
        sender.villages(tick.villages());
        leader.acknowledged(tick, clock.instant());
        metrics.published(tick.counties().size(), tick.villages().size(), tick.effectiveThrough());
        rollUp.whenDue(leader, tick.effectiveThrough(), tick.lag() > ONE_POLL);
    }

    private Tick prepared(Leadership leader, Map<Integer, Long> ends) {
        try {
            Tick tick = QuarkusTransaction.requiringNew()
                    .timeout(LONGEST_READ_SECONDS)
                    .call(() -> {
                        try (Connection connection = dataSource.getConnection()) {
                            store.repeatableRead(connection);
                            return store.holds(connection, leader.epoch()) ? prepare(connection, leader, ends) : null;
                        }
                    });
            if (tick != null) {
                leader.seen(tick.seen());
            }
            return tick;
        } catch (RuntimeException e) {
            leader.forget();
            throw e;
        }
    }

    private Tick prepare(Connection connection, Leadership leader, Map<Integer, Long> ends) throws SQLException {
        Map<Integer, Cursor> cursors = store.cursors(connection, TOPIC);
        Last last = store.last(connection);
        Instant now = dataClock.now(cursors, ends, last.asOf());
        LocalDate day = dataClock.effectiveThrough(now);
        if (!leader.book().covers(day)) {
            // The clock was set back by weeks: the days that are needed now were summed up.
            leader.forget();
        }
        leader.begin(day, last.asOf() == null ? null : dataClock.effectiveThrough(last.asOf()));
        Summed summed = leader.sums()
                .begin(connection, day.atStartOfDay(campaign.timeZone()).toInstant());
        ledger.read(connection, leader.seen(), summed, leader.sums(), leader.book());
        String seen = store.snapshot(connection);
        checkConservation(store.counters(connection), leader);
        leader.sums().write(connection, seen, clock.instant());
        leader.book().forgetBefore(day);

        SortedMap<Integer, Long> positions = new TreeMap<>();
        cursors.forEach((partition, cursor) -> positions.put(partition, cursor.nextOffset()));
        long snapshot = last.snapshot() + 1;
        List<VillageSnapshot> villages = new ArrayList<>();
        Set<String> changed = new HashSet<>();
        leader.changedVillages(day).forEach((village, content) -> {
            String county = campaign.unit(village).parent();
            changed.add(county);
            villages.add(new VillageSnapshot(village, county, snapshot, snapshot, now, content));
        });
        Map<String, Long> revisions = store.revisions(connection);
        List<CountySnapshot> counties = new ArrayList<>();
        leader.changedCounties(day, changed, clock.instant()).forEach((county, content) -> {
            long revision = revisions.getOrDefault(county, 0L) + 1;
            counties.add(new CountySnapshot(county, revision, snapshot, now, positions, content));
        });
        store.publish(connection, counties);
        return new Tick(seen, counties, villages, day, lag(cursors, ends));
    }

    /** Records that wait to be applied. */
    private static long lag(Map<Integer, Cursor> cursors, Map<Integer, Long> ends) {
        long lag = 0;
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            Cursor cursor = cursors.get(end.getKey());
            lag += Math.max(0, end.getValue() - (cursor == null ? 0 : cursor.nextOffset()));
        }
        return lag;
    }

    /** Σ ledger = counters. If not, the book is read anew; if that does not help, it is a fault and stays visible. */
    private void checkConservation(Map<CounterTotal, Count> counters, Leadership leader) {
        boolean holds = counters.equals(leader.book().totals());
        metrics.conservation(holds);
        if (!holds) {
            throw new IllegalStateException("ledger and counters differ");
        }
    }

    /** Lets another instance publish at once. */
    void resign() {
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = dataSource.getConnection()) {
                store.release(connection, owner);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        leadership = null;
    }
}
