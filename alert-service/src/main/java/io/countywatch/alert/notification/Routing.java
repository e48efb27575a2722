package io.countywatch.alert.notification;

import io.countywatch.alert.rules.RuleSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** Brings alerts to the receivers of the first route that takes them. Pure. */
public final class Routing {

    private final RuleSet rules;
    private final Map<String, RuleSet.Receiver> receivers = new HashMap<>();
    private final Function<String, Collection<String>> watchlistsOf;
    private final Defaults defaults;

    /**
     * What a route that does not say otherwise does.
     *
     * @param resend how often an Alertmanager is told what still fires
     */
    public record Defaults(Duration groupWait, Duration interval, Duration repeat, Duration resend) {}

    /** @param watchlistsOf ids of the watchlists that a unit is on, by its code */
    public Routing(RuleSet rules, Function<String, Collection<String>> watchlistsOf, Defaults defaults) {
        this.rules = rules;
        rules.receivers().forEach(receiver -> receivers.put(receiver.name(), receiver));
        this.watchlistsOf = watchlistsOf;
        this.defaults = defaults;
    }

    /** The groups of all active alerts, by receiver. */
    public List<Group> groups(Collection<Current> alerts) {
        Map<List<Object>, Group> groups = new LinkedHashMap<>();
        for (Current alert : alerts) {
            if (alert.isActive()) {
                route(alert).ifPresent(route -> add(groups, route, alert));
            }
        }
        return List.copyOf(groups.values());
    }

    private void add(Map<List<Object>, Group> groups, RuleSet.Route route, Current alert) {
        SortedMap<String, String> labels = Labels.only(alert.labels(), Set.copyOf(route.groupBy()));
        for (String receiver : route.receivers()) {
            groups.computeIfAbsent(
                            List.of(receiver, matchers(route), labels),
                            key -> new Group(
                                    receiver, matchers(route), labels, timing(route, receiver), new ArrayList<>()))
                    .alerts()
                    .add(alert);
        }
    }

    /** What a receiver should know of a group of which nothing is active any more; empty if it is no receiver now. */
    public Optional<Group> empty(Ledger ledger) {
        if (!receivers.containsKey(ledger.receiver())) {
            return Optional.empty();
        }
        Timing timing = rules.routes().stream()
                .filter(route -> matchers(route).equals(ledger.route()))
                .findFirst()
                .map(route -> timing(route, ledger.receiver()))
                .orElseGet(() -> timing(null, ledger.receiver()));
        return Optional.of(new Group(ledger.receiver(), ledger.route(), ledger.labels(), timing, List.of()));
    }

    private Optional<RuleSet.Route> route(Current alert) {
        return rules.route(new RuleSet.Match.Traits(
                alert.label(Labels.SEVERITY),
                alert.label(Labels.RULE),
                alert.label(Labels.PROVINCE),
                watchlistsOf.apply(alert.label(Labels.UNIT)),
                alert.label(Labels.ESCALATION)));
    }

    /** Identifies a route, as Alertmanager writes it. */
    static String matchers(RuleSet.Route route) {
        RuleSet.Match match = route.match();
        if (match == null) {
            return "{}";
        }
        Map<String, String> matchers = new HashMap<>();
        matchers.put(
                Labels.SEVERITY,
                match.severity() == null ? null : match.severity().label());
        matchers.put(Labels.RULE, match.rule());
        matchers.put(Labels.PROVINCE, match.province());
        matchers.put("watchlist", match.watchlist());
        matchers.put(
                Labels.ESCALATION,
                match.escalation() == null ? null : match.escalation().label());
        return Labels.text(Labels.of(matchers));
    }

    private Timing timing(RuleSet.Route route, String receiver) {
        if (receivers.get(receiver).alertmanager() != null) {
            // It gathers and repeats by itself; but what it is not told again has ended for it.
            return new Timing(Duration.ZERO, Duration.ZERO, defaults.resend(), true);
        }
        return new Timing(
                route == null || route.groupWait() == null
                        ? defaults.groupWait()
                        : route.groupWait().duration(),
                route == null || route.interval() == null
                        ? defaults.interval()
                        : route.interval().duration(),
                route == null || route.repeat() == null
                        ? defaults.repeat()
                        : route.repeat().duration(),
                false);
    }
}
