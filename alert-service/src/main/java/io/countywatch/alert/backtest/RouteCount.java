package io.countywatch.alert.backtest;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.evaluation.Beside;
import io.countywatch.alert.evaluation.Bystanders;
import io.countywatch.alert.handling.Handling;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.notification.Current;
import io.countywatch.alert.notification.Decider;
import io.countywatch.alert.notification.Decision;
import io.countywatch.alert.notification.Group;
import io.countywatch.alert.notification.Labels;
import io.countywatch.alert.notification.Ledger;
import io.countywatch.alert.notification.Routing;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Counts what each route would have told a webhook, day by day, by the same functions that tell receivers: what is
 * suppressed, what waits and what is repeated is as it would be. Only silences and acknowledgements are not known, and
 * what would be repeated more often than once a day counts once. Pure but for its counts.
 */
final class RouteCount {

    private static final Span DAY = new Span(Duration.ofDays(1));

    private final Campaign campaign;
    private final RuleSet rules;
    private final Routing routing;
    private final Decider decider;
    private final Map<String, List<LocalDate>> rises = new HashMap<>();
    private final Map<String, State> states = new HashMap<>();
    private final Map<String, Beside> besides = new HashMap<>();
    private final Map<List<String>, Ledger> ledgers = new HashMap<>();
    private final Map<String, Long> notifications = new HashMap<>();

    /**
     * A route's share.
     *
     * @param route its number in the file, from 1
     * @param notifications to each of its receivers
     * @param groups how many groups were ever told
     */
    public record Told(int route, RuleSet.Match match, List<String> receivers, long notifications, int groups) {}

    /**
     * @param defaults of routes that do not say otherwise
     * @param most alerts in a message
     */
    RouteCount(Campaign campaign, RuleSet rules, Routing.Defaults defaults, int most) {
        this.campaign = campaign;
        this.rules = rules;
        this.routing = new Routing(
                oneWebhookEach(rules),
                unit -> rules.watchlistsOf(campaign, campaign.units().get(unit)),
                defaults);
        this.decider = new Decider(new Decider.Limits(most, Integer.MAX_VALUE));
    }

    /** The same rules with a receiver of its own for each route. */
    private static RuleSet oneWebhookEach(RuleSet rules) {
        List<RuleSet.Route> routes = new ArrayList<>();
        List<RuleSet.Receiver> receivers = new ArrayList<>();
        for (RuleSet.Route route : rules.routes()) {
            String name = name(routes.size());
            Span repeat = route.repeat() == null || route.repeat().duration().compareTo(DAY.duration()) > 0
                    ? route.repeat()
                    : DAY;
            routes.add(new RuleSet.Route(
                    route.match(), route.groupBy(), route.groupWait(), route.interval(), repeat, List.of(name)));
            receivers.add(new RuleSet.Receiver(name, new RuleSet.Webhook("http://localhost", null), null));
        }
        return new RuleSet(
                rules.rules(),
                rules.inhibit(),
                routes,
                receivers,
                rules.watchlists(),
                rules.escalate(),
                rules.forecast(),
                rules.thresholds(),
                rules.hash());
    }

    private static String name(int route) {
        return "route-" + (route + 1);
    }

    /** Takes in the alerts as they are after a day; days come in order. */
    void day(LocalDate day, Collection<Alert> alerts) {
        Instant now = startOf(day.plusDays(1));
        Map<String, Current> known = current(day, alerts, now);
        Map<List<String>, Group> groups = new HashMap<>();
        routing.groups(known.values()).forEach(group -> {
            groups.put(key(group), group);
            ledgers.computeIfAbsent(key(group), key -> Ledger.fresh(group));
        });
        ledgers.replaceAll((key, ledger) -> {
            Group group = groups.containsKey(key)
                    ? groups.get(key)
                    : routing.empty(ledger).orElseThrow();
            return told(group, ledger, known, now, startOf(day.plusDays(2)));
        });
    }

    private static List<String> key(Group group) {
        return List.of(group.receiver(), group.key());
    }

    /** Tells a group what there is to tell until the next day. */
    private Ledger told(Group group, Ledger before, Map<String, Current> known, Instant from, Instant until) {
        Ledger ledger = before;
        Instant now = from;
        while (now.isBefore(until)) {
            Decision decision = decider.decide(group, ledger, known, now);
            if (decision instanceof Decision.Send send) {
                ledger = ledger.acknowledged(send.notification(), now);
                notifications.merge(group.receiver(), 1L, Long::sum);
            } else if (decision instanceof Decision.Later later) {
                ledger = ledger.news(later.newsAt());
                now = later.due();
            } else {
                return ledger.news(null);
            }
        }
        return ledger;
    }

    private Map<String, Current> current(LocalDate day, Collection<Alert> alerts, Instant now) {
        LocalDate first = day.minusDays(Bystanders.FLAPPING_DAYS);
        Map<String, Integer> risen = new HashMap<>();
        for (Alert alert : alerts) {
            String id = alert.id().toString();
            List<LocalDate> days = rises.computeIfAbsent(id, any -> new ArrayList<>());
            State before = states.put(id, alert.now().state());
            if (alert.now().state() == State.FIRING && before != State.FIRING) {
                days.add(day);
            }
            days.removeIf(rise -> !rise.isAfter(first));
            risen.put(id, days.size());
        }
        Bystanders bystanders =
                new Bystanders(campaign, rules, alerts, new Bystanders.Circumstances(Handling.NONE, risen, now));
        Map<String, Current> current = new TreeMap<>();
        for (Alert alert : alerts) {
            String id = alert.id().toString();
            Beside beside = bystanders.of(alert, besides.getOrDefault(id, Beside.NOTHING));
            besides.put(id, beside);
            current.put(id, current(alert, beside, now));
        }
        return current;
    }

    private Current current(Alert alert, Beside beside, Instant now) {
        LocalDate since =
                alert.now().since() == null ? alert.day() : alert.now().since();
        return new Current(
                alert.id().toString(),
                labels(alert, beside),
                new TreeMap<>(),
                alert.now().episode(),
                startOf(since),
                alert.now().state().isActive() ? null : now,
                now,
                !beside.suppression().isEmpty(),
                false);
    }

    private SortedMap<String, String> labels(Alert alert, Beside beside) {
        AlertId id = alert.id();
        Map<String, String> labels = new HashMap<>();
        labels.put(Labels.RULE, id.rule());
        labels.put(Labels.SEVERITY, alert.now().severity().label());
        labels.put(Labels.UNIT, id.unit());
        labels.put(Labels.LEVEL, campaign.units().get(id.unit()).level().label());
        labels.put(
                Labels.PROVINCE,
                campaign.units().provinceOf(id.unit()).map(Unit::code).orElse(null));
        labels.put(Labels.MEASURE, id.measure());
        labels.put(Labels.ESCALATION, beside.escalation());
        return Labels.of(labels);
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(campaign.zone()).toInstant();
    }

    /** What every route told so far. */
    List<Told> told() {
        return IntStream.range(0, rules.routes().size())
                .mapToObj(i -> new Told(
                        i + 1,
                        rules.routes().get(i).match(),
                        rules.routes().get(i).receivers(),
                        notifications.getOrDefault(name(i), 0L),
                        (int) ledgers.values().stream()
                                .filter(ledger -> ledger.receiver().equals(name(i)) && ledger.toldAt() != null)
                                .count()))
                .toList();
    }
}
