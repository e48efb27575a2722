package io.countywatch.metrics.projection;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.projection.Decoded.Poison;
import io.countywatch.metrics.projection.Decoded.Valid;
import io.countywatch.metrics.projection.RepairStore.Decision;
import io.countywatch.metrics.projection.WaitingStore.Waiting;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Carries out what was decided about stuck events, and applies what waited behind them, in the order of the log: all of a
 * partition in one transaction that holds its cursor, so exactly once, and never beside the lane that applies new ones.
 */
@Singleton
class Releases {

    private final AgroalDataSource dataSource;
    private final CursorStore cursors;
    private final RepairStore repairs;
    private final WaitingStore waiting;
    private final Projector projector;
    private final EventDecoder decoder;

    Releases(
            AgroalDataSource dataSource,
            CursorStore cursors,
            RepairStore repairs,
            WaitingStore waiting,
            Projector projector,
            EventDecoder decoder) {
        this.dataSource = dataSource;
        this.cursors = cursors;
        this.repairs = repairs;
        this.waiting = waiting;
        this.projector = projector;
        this.decoder = decoder;
    }

    /**
     * @param epoch of our claim
     * @return events that wait no longer; none if the partition is another's by now
     */
    int release(String topic, int partition, long epoch) {
        try {
            return transact(topic, partition, epoch, Set.of());
        } catch (RuntimeException e) {
            if (!DatabaseFailure.isForGood(e)) {
                throw e;
            }
            // One of them is what the database refuses: it gets stuck in its turn, and the rest waits behind it.
            return transact(topic, partition, epoch, refused(topic, partition, epoch));
        }
    }

    private int transact(String topic, int partition, long epoch, Set<Position> refused) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                if (!cursors.hold(connection, topic, partition, epoch)) {
                    return 0;
                }
                int released = 0;
                // A subject's events in one batch: what the transaction itself has stored is nobody's duplicate.
                for (List<Decoded> records :
                        repaired(connection, topic, partition).values()) {
                    List<Decoded> last = records.stream()
                            .map(one ->
                                    refused.contains(one.position()) ? Projector.refused(((Valid) one).event()) : one)
                            .toList();
                    released += last.size()
                            - projector.release(connection, topic, last).waiting();
                }
                cursors.countStuck(connection, topic, partition);
                return released;
            }
        });
    }

    /** Tries each by itself, and takes it back. */
    private Set<Position> refused(String topic, int partition, long epoch) {
        Set<Position> refused = new HashSet<>();
        List<Decoded> all = takenBack(connection -> repaired(connection, topic, partition).values().stream()
                .flatMap(List::stream)
                .toList());
        for (Decoded record : all) {
            try {
                takenBack(connection -> {
                    if (!cursors.hold(connection, topic, partition, epoch)) {
                        return null;
                    }
                    // As if it waited for nobody: else it would be held back, and not tried.
                    repaired(connection, topic, partition);
                    return projector.release(connection, topic, List.of(record));
                });
            } catch (RuntimeException e) {
                if (!DatabaseFailure.isForGood(e)) {
                    throw e;
                }
                refused.add(record.position());
            }
        }
        return refused;
    }

    /** Does some work, and rolls it back. */
    @SuppressWarnings("unchecked")
    private <T> T takenBack(Work<T> work) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                try (Connection connection = dataSource.getConnection()) {
                    throw new TakenBack(work.on(connection));
                }
            });
        } catch (TakenBack end) {
            return (T) end.result;
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Ends a transaction without an effect. */
    private static final class TakenBack extends RuntimeException {

        private final transient Object result;

        private TakenBack(Object result) {
            super("taken back", null, false, false);
            this.result = result;
        }
    }

    /** By subject what is to be applied now, in the order of the log; none of it waits any more. */
    private Map<String, List<Decoded>> repaired(Connection connection, String topic, int partition)
            throws SQLException {
        Map<String, List<Decoded>> repaired = new LinkedHashMap<>();
        for (Decision decision : repairs.decisions(connection, topic, partition)) {
            Decoded again = decision.action().equals("retry")
                    ? decoder.decode(decision.record().message())
                    : null;
            if (again instanceof Poison poison) {
                repairs.handled(connection, decision, true, "still " + poison.reason());
                continue;
            }
            repairs.handled(connection, decision, false, again == null ? "discarded" : "retried");
            List<Decoded> records = repaired.computeIfAbsent(decision.subject(), any -> new ArrayList<>());
            if (again != null) {
                records.add(again);
            }
        }
        for (Map.Entry<String, List<Decoded>> subject : repaired.entrySet()) {
            waiting.take(connection, topic, partition, subject.getKey())
                    .forEach(one -> subject.getValue().add(read(one)));
            subject.getValue()
                    .sort(Comparator.comparingLong(one -> one.position().offset()));
        }
        return repaired;
    }

    private Decoded read(Waiting one) {
        Decoded decoded = decoder.decode(one.record().message());
        if (decoded instanceof Valid valid) {
            StoredEvent event = valid.event();
            // Kept to the microsecond: only the hash knows of finer parts of its time.
            return new Valid(new StoredEvent(
                    event.subjectKey(),
                    event.key(),
                    event.event(),
                    event.type(),
                    event.data(),
                    one.payloadHash(),
                    event.position()));
        }
        return decoded;
    }
}
