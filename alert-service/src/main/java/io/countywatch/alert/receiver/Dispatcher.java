package io.countywatch.alert.receiver;

import io.countywatch.alert.evaluation.Database;
import io.countywatch.alert.notification.BackOff;
import io.countywatch.alert.notification.Current;
import io.countywatch.alert.notification.Decider;
import io.countywatch.alert.notification.Decision;
import io.countywatch.alert.notification.Group;
import io.countywatch.alert.notification.Ledger;
import io.countywatch.alert.notification.Notification;
import io.countywatch.alert.notification.Routing;
import io.countywatch.alert.notification.Told;
import io.countywatch.alert.notification.Untold;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Keeps what receivers were told: finds the groups of which something is new, claims those that are due, and writes
 * down what became of a message. Every step is one transaction; between them everything may stop at any point.
 */
final class Dispatcher {

    private final Database database;
    private final AlertReader alerts;
    private final Routing routing;
    private final NotificationConfig config;
    private final Decider decider;
    private final BackOff backOff;

    Dispatcher(Database database, AlertReader alerts, Routing routing, NotificationConfig config) {
        this.database = database;
        this.alerts = alerts;
        this.routing = routing;
        this.config = config;
        this.decider = new Decider(new Decider.Limits(config.maxAlerts(), config.maxBytes()));
        this.backOff = new BackOff(config.retry(), config.longestRetry());
    }

    /**
     * A message that is to be sent now.
     *
     * @param before what the receiver was told before this attempt
     */
    record Claimed(String claim, Ledger before, Notification notification) {}

    /** Compares all alerts with what all receivers were told, if anything may have changed. */
    void look() {
        database.inTransaction(connection -> {
            TurnStore turns = new TurnStore(connection);
            var look = turns.look(config.heal());
            if (look.isPresent()) {
                schedule(connection, new LedgerStore(connection), look.get().now());
                turns.looked(look.get());
            }
            return null;
        });
    }

    private void schedule(Connection connection, LedgerStore store, Instant now) throws SQLException {
        List<LedgerStore.Row> rows = store.all();
        Map<String, Current> known = alerts.read(connection, named(rows));
        Map<List<String>, Group> groups = byKey(routing.groups(known.values()));
        Map<List<String>, LedgerStore.Row> ledgers = new HashMap<>();
        rows.forEach(
                row -> ledgers.put(List.of(row.ledger().receiver(), row.ledger().key()), row));
        Set<List<String>> keys = new LinkedHashSet<>(groups.keySet());
        keys.addAll(ledgers.keySet());
        List<LedgerStore.Row> changed = new ArrayList<>();
        for (List<String> key : keys) {
            LedgerStore.Row row = ledgers.get(key);
            Group group = group(groups, row == null ? null : row.ledger(), key);
            if (group == null) {
                continue; // no receiver of the rules any more: whoever brings it back finds what it was told
            }
            Ledger ledger = row == null ? Ledger.fresh(group) : row.ledger();
            LedgerStore.Row next = scheduled(ledger, decider.decide(group, ledger, known, now), now);
            boolean same = row != null
                    && Objects.equals(row.dueAt(), next.dueAt())
                    && Objects.equals(ledger.newsAt(), next.ledger().newsAt());
            if (!same && (row != null || next.dueAt() != null)) {
                changed.add(next);
            }
        }
        store.schedule(changed);
    }

    /** Why receivers do not know how an alert stands, or not yet, by the same comparison that tells them. */
    List<Untold> untold(String alert) {
        return database.inTransaction(connection -> {
            LedgerStore store = new LedgerStore(connection);
            List<LedgerStore.Row> rows = store.all();
            Set<String> asked = named(rows);
            asked.add(alert);
            Map<String, Current> known = alerts.read(connection, asked);
            Map<List<String>, Group> groups = byKey(routing.groups(known.values()));
            Current current = known.get(alert);
            Instant now = store.now();
            return current == null || current.endsAt() != null
                    ? untoldEnd(alert, rows, known, groups, now)
                    : untold(current, rows, known, groups, now);
        });
    }

    private List<Untold> untold(
            Current alert,
            List<LedgerStore.Row> rows,
            Map<String, Current> known,
            Map<List<String>, Group> groups,
            Instant now) {
        List<Group> own = groups.values().stream()
                .filter(group -> group.alerts().contains(alert))
                .toList();
        if (own.isEmpty()) {
            return List.of(Untold.of(Untold.Because.NO_ROUTE));
        }
        List<Untold> untold = new ArrayList<>();
        for (Group group : own) {
            Ledger ledger = rows.stream()
                    .map(LedgerStore.Row::ledger)
                    .filter(one ->
                            one.receiver().equals(group.receiver()) && one.key().equals(group.key()))
                    .findFirst()
                    .orElseGet(() -> Ledger.fresh(group));
            Untold.of(group, ledger, alert, decider.decide(group, ledger, known, now))
                    .ifPresent(untold::add);
        }
        return untold;
    }

    private List<Untold> untoldEnd(
            String alert,
            List<LedgerStore.Row> rows,
            Map<String, Current> known,
            Map<List<String>, Group> groups,
            Instant now) {
        List<Untold> untold = new ArrayList<>();
        for (LedgerStore.Row row : rows) {
            Ledger ledger = row.ledger();
            Group group = group(groups, ledger, List.of(ledger.receiver(), ledger.key()));
            if (group != null
                    && ledger.told().stream().anyMatch(told -> told.alert().equals(alert))) {
                untold.add(Untold.ofEnd(ledger, decider.decide(group, ledger, known, now)));
            }
        }
        return untold.isEmpty() ? List.of(Untold.of(Untold.Because.NOT_ACTIVE)) : untold;
    }

    /** Claims what is due and works out what is to be said, from alerts as they are at this moment. */
    List<Claimed> claim(String claim, Collection<String> busy, int most) {
        return database.inTransaction(connection -> {
            LedgerStore store = new LedgerStore(connection);
            List<Claimed> claimed = new ArrayList<>();
            List<LedgerStore.Row> rows = store.claim(claim, config.claim(), busy, most);
            if (rows.isEmpty()) {
                return claimed;
            }
            Instant now = store.now();
            Map<String, Current> known = alerts.read(connection, named(rows));
            Map<List<String>, Group> groups = byKey(routing.groups(known.values()));
            for (LedgerStore.Row row : rows) {
                Ledger ledger = row.ledger();
                Group group = group(groups, ledger, List.of(ledger.receiver(), ledger.key()));
                Decision decision = group == null ? new Decision.Nothing() : decider.decide(group, ledger, known, now);
                if (decision instanceof Decision.Send send) {
                    Ledger trying = ledger.attempting(send.notification()).news(send.newsAt());
                    store.keep(claim, new LedgerStore.Row(trying, now), true);
                    new MessageStore(connection).trying(send.notification());
                    claimed.add(new Claimed(claim, ledger.news(send.newsAt()), send.notification()));
                } else {
                    store.keep(claim, scheduled(ledger, decision, now), false);
                }
            }
            return claimed;
        });
    }

    /** Writes down what became of a message; false if the group is somebody else's by now. */
    boolean conclude(Claimed claimed, Outcome outcome) {
        return database.inTransaction(connection -> {
            LedgerStore store = new LedgerStore(connection);
            Instant now = store.now();
            Ledger after =
                    switch (outcome.kind()) {
                        case ACKNOWLEDGED -> claimed.before().acknowledged(claimed.notification(), now);
                        case REFUSED -> claimed.before().failed(now.plus(pause(claimed, outcome)));
                        case UNKNOWN ->
                            claimed.before()
                                    .attempting(claimed.notification())
                                    .failed(now.plus(pause(claimed, outcome)));
                    };
            new MessageStore(connection).tried(claimed.notification(), outcome);
            // Looked at again when it may be: everything may have changed while this was under way.
            Instant due = after.notBefore() == null ? now : after.notBefore();
            return store.keep(claimed.claim(), new LedgerStore.Row(after, due), false);
        });
    }

    /** For how many seconds the oldest news of each receiver have waited. */
    Map<String, Double> oldest() {
        return database.inTransaction(connection -> new LedgerStore(connection).oldest());
    }

    void purge() {
        database.inTransaction(connection -> {
            new MessageStore(connection).purge(config.keep());
            return null;
        });
    }

    private Duration pause(Claimed claimed, Outcome outcome) {
        Duration pause = backOff.after(
                claimed.before().attempts(), ThreadLocalRandom.current().nextDouble());
        Duration asked = outcome.retryAfter().orElse(Duration.ZERO);
        Duration most = config.longestRetry();
        Duration wanted = asked.compareTo(most) > 0 ? most : asked;
        return wanted.compareTo(pause) > 0 ? wanted : pause;
    }

    private Group group(Map<List<String>, Group> groups, Ledger ledger, List<String> key) {
        Group group = groups.get(key);
        return group != null || ledger == null ? group : routing.empty(ledger).orElse(null);
    }

    private static LedgerStore.Row scheduled(Ledger ledger, Decision decision, Instant now) {
        if (decision instanceof Decision.Later later) {
            return new LedgerStore.Row(ledger.news(later.newsAt()), later.due());
        }
        return decision instanceof Decision.Send send
                ? new LedgerStore.Row(ledger.news(send.newsAt()), ledger.newsAt() == null ? now : ledger.newsAt())
                : new LedgerStore.Row(ledger.news(null), null);
    }

    private static Map<List<String>, Group> byKey(List<Group> groups) {
        return groups.stream()
                .collect(Collectors.toMap(group -> List.of(group.receiver(), group.key()), group -> group));
    }

    private static Set<String> named(List<LedgerStore.Row> rows) {
        return rows.stream()
                .flatMap(row -> row.ledger().told().stream())
                .map(Told::alert)
                .collect(Collectors.toSet());
    }
}
