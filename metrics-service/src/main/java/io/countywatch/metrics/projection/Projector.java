package io.countywatch.metrics.projection;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.projection.CursorStore.Advance;
import io.countywatch.metrics.projection.CursorStore.Advanced;
import io.countywatch.metrics.projection.Decoded.Poison;
import io.countywatch.metrics.projection.Decoded.Valid;
import io.countywatch.metrics.projection.EventStore.Standing;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The transaction of design/3: cursor, events, states, counters and ledger commit together or not at all. The positions
 * are in it, so an effect is applied exactly once whatever is killed, resent or rebalanced.
 */
@Singleton
class Projector {

    private final AgroalDataSource dataSource;
    private final CursorStore cursors;
    private final EventStore events;
    private final StateStore states;
    private final FigureStore figures;
    private final QuarantineStore quarantine;
    private final WaitingStore waiting;
    private final ProjectionMetrics metrics;

    Projector(
            AgroalDataSource dataSource,
            CursorStore cursors,
            EventStore events,
            StateStore states,
            FigureStore figures,
            QuarantineStore quarantine,
            WaitingStore waiting,
            ProjectionMetrics metrics) {
        this.dataSource = dataSource;
        this.cursors = cursors;
        this.events = events;
        this.states = states;
        this.figures = figures;
        this.quarantine = quarantine;
        this.waiting = waiting;
        this.metrics = metrics;
    }

    /**
     * Applies records that follow the cursors of their partitions.
     *
     * @throws FencedException if some partition is no longer ours: nothing was applied
     */
    Applied apply(String topic, List<Advance> advances, List<Decoded> records) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                Advanced advanced = cursors.advance(connection, topic, advances);
                if (advanced.partitions() != advances.size()) {
                    throw new FencedException();
                }
                return apply(connection, topic, records, advanced.stuck() > 0);
            }
        });
    }

    /**
     * The same without moving a cursor: what has waited behind a stuck event.
     *
     * @param connection in a transaction that holds the partition's cursor
     */
    Applied release(Connection connection, String topic, List<Decoded> records) throws SQLException {
        return apply(connection, topic, records, true);
    }

    private Applied apply(Connection connection, String topic, List<Decoded> records, boolean stuck)
            throws SQLException {
        List<Poison> poisons = new ArrayList<>();
        List<StoredEvent> valid = split(records, poisons);
        if (stuck || !poisons.isEmpty()) {
            // First: others may have to wait behind them.
            quarantine.add(connection, poisons);
            valid = waiting.holdBack(connection, valid);
            for (int partition : partitions(poisons)) {
                cursors.countStuck(connection, topic, partition);
            }
        }
        Applied applied = apply(connection, valid);
        int held = records.size() - poisons.size() - valid.size();
        return new Applied(
                records.size(),
                applied.applied(),
                applied.duplicates(),
                applied.superseded(),
                applied.quarantined() + poisons.size(),
                held);
    }

    private static Set<Integer> partitions(List<Poison> poisons) {
        return poisons.stream()
                .filter(Poison::blocks)
                .map(poison -> poison.position().partition())
                .collect(Collectors.toSet());
    }

    private Applied apply(Connection connection, List<StoredEvent> valid) throws SQLException {
        List<Poison> conflicts = new ArrayList<>();
        Map<EventKey, StoredEvent> fresh = new LinkedHashMap<>(2 * valid.size());
        List<StoredEvent> again = new ArrayList<>();
        for (StoredEvent event : valid) {
            if (fresh.putIfAbsent(event.key(), event) != null) {
                again.add(event);
            }
        }
        int inserted = metrics.step("events", () -> events.insert(connection, fresh.values()));
        Map<EventKey, Standing> standing =
                inserted < fresh.size() ? events.standing(connection, fresh.values()) : Map.of();
        standing.keySet().forEach(key -> conflict(fresh.get(key), standing.get(key), conflicts));
        again.forEach(event ->
                conflict(event, standing.getOrDefault(event.key(), Standing.of(fresh.get(event.key()))), conflicts));
        fresh.keySet().removeAll(standing.keySet());
        int superseded = 0;
        if (!fresh.isEmpty()) {
            superseded = fold(connection, fresh.values());
        }
        if (!conflicts.isEmpty()) {
            quarantine.add(connection, conflicts);
        }
        int duplicates = valid.size() - fresh.size() - conflicts.size();
        return new Applied(valid.size(), fresh.size() - superseded, duplicates, superseded, conflicts.size(), 0);
    }

    private int fold(Connection connection, Collection<StoredEvent> fresh) throws SQLException {
        Map<String, SubjectKey> subjects = new HashMap<>(2 * fresh.size());
        fresh.forEach(event -> subjects.put(event.event().subject(), event.subjectKey()));
        Map<String, FoldedSubject> known = metrics.step("read states", () -> states.read(connection, subjects));
        Effects effects =
                metrics.step("fold", () -> BatchFold.fold(fresh, known, refolded -> history(connection, refolded)));
        metrics.step("write states", () -> states.write(connection, subjects, effects.states()));
        metrics.step("counters", () -> figures.count(connection, effects.counters()));
        metrics.step("ledger", () -> figures.enter(connection, effects.ledger()));
        return effects.superseded();
    }

    private Map<String, List<io.countywatch.metrics.fold.Event>> history(Connection connection, Set<String> subjects) {
        try {
            return events.history(connection, subjects);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<StoredEvent> split(List<Decoded> records, List<Poison> poisons) {
        List<StoredEvent> valid = new ArrayList<>(records.size());
        for (Decoded record : records) {
            if (record instanceof Valid good) {
                valid.add(good.event());
            } else if (record instanceof Poison poison) {
                poisons.add(poison);
            }
        }
        return valid;
    }

    /** Into the conflicts, if other content stands under an event's identity. */
    private static void conflict(StoredEvent event, Standing standing, List<Poison> conflicts) {
        if (!Standing.of(event).equals(standing)) {
            conflicts.add(poison(event, "conflict", "the same source and id stand for other content already", false));
        }
    }

    /** What only the database has found out. */
    static Poison refused(StoredEvent event) {
        return poison(event, "cannot_be_applied", "the database refuses a value of it", true);
    }

    private static Poison poison(StoredEvent event, String reason, String detail, boolean blocks) {
        return new Poison(
                event.position(),
                reason,
                detail,
                Envelope.of(event),
                event.event().county(),
                blocks,
                event.data().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * How a batch ended; the parts add up to {@code consumed}.
     *
     * @param waiting held back behind a stuck event of their subject
     */
    record Applied(int consumed, int applied, int duplicates, int superseded, int quarantined, int waiting) {}
}
