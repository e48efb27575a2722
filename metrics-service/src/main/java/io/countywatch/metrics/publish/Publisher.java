package io.countywatch.metrics.publish;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.publish.LedgerBook.CounterTotal;
import io.countywatch.metrics.publish.PublishStore.Cursor;
import io.countywatch.metrics.publish.Watermark.Progress;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final AgroalDataSource dataSource;
    private final PublishStore store;
    private final QuarantineOutbox quarantine;
    private final SnapshotSender sender;
    private final LogEnd logEnd;
    private final Campaign campaign;
    private final MetricsConfig config;
    private final Clock clock;
    private final PublishMetrics metrics;
    private final Contents contents;
    private final String owner = UUID.randomUUID().toString();

    private Leadership leadership;

    Publisher(
            AgroalDataSource dataSource,
            PublishStore store,
            QuarantineOutbox quarantine,
            SnapshotSender sender,
            LogEnd logEnd,
            Campaign campaign,
            MetricsConfig config,
            Clock clock,
            PublishMetrics metrics) {
        this.dataSource = dataSource;
        this.store = store;
        this.quarantine = quarantine;
        this.sender = sender;
        this.logEnd = logEnd;
        this.campaign = campaign;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        this.contents = new Contents(campaign);
    }

    /** Publishes what changed, if this instance is or becomes the leader. */
    void tick() {
        Optional<Long> epoch = QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                return store.lease(connection, owner, config.publish().lease());
            }
        });
        if (epoch.isEmpty()) {
            leadership = null;
            return;
        }
        if (leadership == null || leadership.epoch != epoch.get()) {
            LOG.infof("publisher: leader with epoch=%d", epoch.get());
            leadership = new Leadership(epoch.get());
        }
        publish(leadership);
        publishQuarantine();
    }

    private void publish(Leadership leader) {
        // The ends first: what is appended later may lag without holding the watermark back.
        Map<Integer, Long> ends = logEnd.of(TOPIC);
        Tick tick = prepared(leader, ends);
        if (tick == null) {
            return;
        }
        sender.counties(tick.counties());
        sender.villages(tick.villages());
        // Only what Kafka has acknowledged counts as sent: after a failure the next tick sends it again.
        tick.counties().forEach(sent -> leader.sent.put(sent.county(), sent));
        metrics.published(tick.counties().size(), tick.villages().size(), tick.effectiveThrough());
    }

    private Tick prepared(Leadership leader, Map<Integer, Long> ends) {
        try {
            Tick tick = QuarkusTransaction.requiringNew().call(() -> {
                try (Connection connection = dataSource.getConnection()) {
                    store.repeatableRead(connection);
                    return store.holds(connection, leader.epoch) ? prepare(connection, leader, ends) : null;
                }
            });
            if (tick != null) {
                leader.seen = tick.seen();
            }
            return tick;
        } catch (RuntimeException e) {
            // The book may have taken in rows of a snapshot that did not stand: read the ledger anew.
            leader.forget();
            throw e;
        }
    }

    private Tick prepare(Connection connection, Leadership leader, Map<Integer, Long> ends) throws SQLException {
        Map<Integer, Cursor> cursors = store.cursors(connection, TOPIC);
        Instant now = now(cursors, ends);
        LocalDate effectiveThrough = effectiveThrough(now);
        leader.book.add(store.ledger(connection, leader.seen));
        String seen = store.snapshot(connection);
        checkConservation(store.counters(connection), leader);
        leader.book.forgetBefore(effectiveThrough);

        SortedMap<Integer, Long> positions = new TreeMap<>();
        cursors.forEach((partition, cursor) -> positions.put(partition, cursor.nextOffset()));
        long snapshot = store.lastSnapshot(connection) + 1;
        List<CountySnapshot> counties =
                counties(leader, store.revisions(connection), snapshot, now, positions, effectiveThrough);
        store.publish(connection, counties);
        List<VillageSnapshot> villages =
                counties.isEmpty() ? List.of() : villages(leader, snapshot, now, effectiveThrough);
        return new Tick(seen, counties, villages, effectiveThrough);
    }

    private Instant now(Map<Integer, Cursor> cursors, Map<Integer, Long> ends) {
        if (config.clock() == MetricsConfig.Clock.WALL) {
            return clock.instant();
        }
        List<Progress> partitions = new ArrayList<>();
        ends.forEach((partition, end) -> {
            Cursor cursor = cursors.getOrDefault(partition, new Cursor(0, null));
            partitions.add(new Progress(partition, cursor.nextOffset(), cursor.lastRecorded(), end));
        });
        Instant watermark = Watermark.of(partitions);
        return watermark == null
                ? campaign.start().atStartOfDay(campaign.timeZone()).toInstant()
                : watermark;
    }

    /** Today; in a replay the last day that is complete, since the next one's first event has been applied. */
    private LocalDate effectiveThrough(Instant now) {
        LocalDate today = now.atZone(campaign.timeZone()).toLocalDate();
        return config.clock() == MetricsConfig.Clock.WALL ? today : today.minusDays(1);
    }

    /** Σ ledger = counters. If not, the book is read anew; if that does not help, it is a fault and stays visible. */
    private void checkConservation(Map<CounterTotal, Count> counters, Leadership leader) {
        boolean holds = counters.equals(leader.book.totals());
        metrics.conservation(holds);
        if (!holds) {
            throw new IllegalStateException("ledger and counters differ");
        }
    }

    private List<CountySnapshot> counties(
            Leadership leader,
            Map<String, Long> revisions,
            long snapshot,
            Instant now,
            SortedMap<Integer, Long> positions,
            LocalDate day) {
        List<CountySnapshot> changed = new ArrayList<>();
        for (CampaignUnit county : campaign.units(CampaignUnit.Level.COUNTY)) {
            String code = county.code();
            CountyContent content = contents.county(code, leader.book, day);
            CountySnapshot last = leader.sent.get(code);
            if (last == null || !last.content().equals(content) || leader.isDue(last, clock.instant())) {
                long revision = revisions.getOrDefault(code, 0L) + 1;
                changed.add(new CountySnapshot(code, revision, snapshot, now, positions, content));
                leader.sentAt.put(code, clock.instant());
            }
        }
        return changed;
    }

    private List<VillageSnapshot> villages(Leadership leader, long snapshot, Instant now, LocalDate day) {
        List<VillageSnapshot> changed = new ArrayList<>();
        var touched = leader.book.takeTouchedVillages();
        boolean newDay = !day.equals(leader.day);
        leader.day = day;
        leader.book.villages().forEach((village, book) -> {
            if (newDay || touched.contains(village)) {
                VillageContent content = contents.village(book, day);
                VillageContent last = leader.sentVillages.put(village, content);
                // The day alone is no change: a village without news keeps its last snapshot.
                if (last == null || !last.sameFigures(content)) {
                    changed.add(new VillageSnapshot(
                            village, LedgerBook.countyOf(village), snapshot, snapshot, now, content));
                }
            }
        });
        return changed;
    }

    private void publishQuarantine() {
        List<QuarantineRecord> untold = QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                return quarantine.unpublished(connection);
            }
        });
        if (untold.isEmpty()) {
            return;
        }
        sender.quarantine(untold);
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = dataSource.getConnection()) {
                quarantine.published(connection, untold);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
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

    private record Tick(
            String seen, List<CountySnapshot> counties, List<VillageSnapshot> villages, LocalDate effectiveThrough) {}

    /** What a leader remembers between ticks; a new leader begins with nothing and so sends everything. */
    private final class Leadership {
        private final long epoch;
        private final Map<String, CountySnapshot> sent = new HashMap<>();
        private final Map<String, Instant> sentAt = new HashMap<>();
        private final Map<String, VillageContent> sentVillages = new HashMap<>();
        private LedgerBook book = new LedgerBook();
        private String seen;
        private LocalDate day;

        Leadership(long epoch) {
            this.epoch = epoch;
        }

        boolean isDue(CountySnapshot last, Instant now) {
            return sentAt.get(last.county()).plus(config.publish().repeat()).isBefore(now);
        }

        void forget() {
            book = new LedgerBook();
            seen = null;
        }
    }
}
