package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.handling.AcknowledgementRecord;
import io.countywatch.alert.handling.Handling;
import io.countywatch.alert.handling.HandlingStore;
import io.countywatch.alert.handling.SilenceRecord;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.rules.RuleSet;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings what people do, and what ends by itself, into what is told of alerts: one transaction for the deed and what
 * follows from it, so that an answer and the next look agree. Evaluations are kept out meanwhile.
 */
@Singleton
public class HandlingService {

    private final Campaign campaign;
    private final RuleSet rules;
    private final HandlingStore store;
    private final Database database;

    HandlingService(Campaign campaign, RuleSet rules, HandlingStore store, Database database) {
        this.campaign = campaign;
        this.rules = rules;
        this.store = store;
        this.database = database;
    }

    /** Takes an open alert on at its present severity; false if it is not open. */
    public boolean acknowledge(String id, String by, Instant until, String reason, Instant now) {
        return database.inTransaction(connection -> {
            Lease.keepOut(connection);
            StoredAlert stored = new AlertStore(connection).alerts().get(id);
            if (stored == null || !isOpen(stored.alert())) {
                return false;
            }
            String severity = stored.alert().now().severity().label();
            store.acknowledge(id, new AcknowledgementRecord(by, until, severity, reason), now);
            settle(connection, now);
            return true;
        });
    }

    /** Gives an alert back; false if nobody had it. */
    public boolean release(String id, Instant now) {
        return database.inTransaction(connection -> {
            Lease.keepOut(connection);
            boolean ended = store.end(List.of(id), "given-back", now) > 0;
            settle(connection, now);
            return ended;
        });
    }

    /** Puts a silence in force. */
    public SilenceRecord silence(SilenceRecord wanted, Instant now) {
        return database.inTransaction(connection -> {
            Lease.keepOut(connection);
            SilenceRecord kept = store.silence(wanted);
            settle(connection, now);
            return kept;
        });
    }

    /** Ends a silence before its time. */
    public void unsilence(String id, String by, Instant now) {
        database.inTransaction(connection -> {
            Lease.keepOut(connection);
            store.unsilence(id, by, now);
            settle(connection, now);
            return null;
        });
    }

    /** The silences that have not ended. */
    public List<SilenceRecord> silences(Instant now) {
        return database.inTransaction(connection -> store.silences(now));
    }

    /** The next instant at which time alone changes something. */
    Optional<Instant> nextChange(Instant after) {
        return database.inTransaction(connection -> store.nextChange(after));
    }

    /** What an evaluation of a day starts from. */
    Tick.Known known(Connection connection, LocalDate day, Instant now) throws SQLException {
        AlertStore stored = new AlertStore(connection);
        return new Tick.Known(stored.alerts(), store.inForce(now), stored.rises(day));
    }

    void end(List<Tick.EndedAcknowledgement> ended, Instant now) {
        ended.forEach(one -> store.end(List.of(one.alert()), one.because(), now));
    }

    /**
     * Compares what stands beside every alert with what was told of it, and tells the differences. Level-triggered:
     * whatever was missed is made good here. The caller holds the evaluator's row.
     */
    void settle(Connection connection, Instant now) throws SQLException {
        AlertStore table = new AlertStore(connection);
        Map<String, StoredAlert> alerts = table.alerts();
        Handling handling = store.inForce(now);
        LocalDate latest = alerts.values().stream()
                .map(stored -> stored.alert().day())
                .max(LocalDate::compareTo)
                .orElse(campaign.start());
        Bystanders bystanders = new Bystanders(
                campaign,
                rules,
                alerts.values().stream().map(StoredAlert::alert).toList(),
                new Bystanders.Circumstances(handling, table.rises(latest), now));
        Map<String, Beside> changes = new LinkedHashMap<>();
        alerts.forEach((id, stored) -> {
            Beside beside = bystanders.meanwhile(stored.alert(), stored.beside());
            if (!beside.equals(stored.beside())) {
                changes.put(id, beside);
            }
            bystanders.endOfAcknowledgement(stored.alert()).ifPresent(because -> store.end(List.of(id), because, now));
        });
        table.beside(changes, now);
    }

    private static boolean isOpen(Alert alert) {
        return alert.now().state().isActive() || alert.now().state() == State.PENDING;
    }
}
