package io.countywatch.alert.backtest;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.rules.Inhibitor;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what each route would have told, by the day. An alert goes by the first route that takes it: a group is told
 * when what is active in it has changed since it was last told, and again after {@code repeat}; not before {@code interval} is over, as far as that is days. What is
 * inhibited is left out. Waits below a day make no difference, since a day is evaluated once. Pure but for its counts.
 */
final class RouteCount {

    private final Campaign campaign;
    private final RuleSet rules;
    private final Inhibitor inhibitor;
    private final List<Map<String, Group>> groups = new ArrayList<>();
    private final long[] notifications;

    private static final class Group {
        private Map<String, String> told = Map.of();
        private LocalDate on;
    }

    /**
     * A route's share.
     *
     * @param route its number in the file, from 1
     * @param groups how many groups were ever told
     */
    public record Told(int route, RuleSet.Match match, List<String> receivers, long notifications, int groups) {}

    RouteCount(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.rules = rules;
        this.inhibitor = new Inhibitor(rules.inhibit(), this::province);
        this.notifications = new long[rules.routes().size()];
        rules.routes().forEach(route -> groups.add(new HashMap<>()));
    }

    void day(LocalDate day, Collection<Alert> alerts) {
        List<Alert> active =
                alerts.stream().filter(alert -> alert.now().state().isActive()).toList();
        List<Alert> told = active.stream()
                .filter(target -> active.stream().noneMatch(source -> inhibitor.inhibits(source.id(), target.id())))
                .toList();
        for (int i = 0; i < groups.size(); i++) {
            RuleSet.Route route = rules.routes().get(i);
            int number = i;
            Map<String, Map<String, String>> content = new TreeMap<>();
            told.stream().filter(alert -> route(alert) == number).forEach(alert -> content.computeIfAbsent(
                            group(route, alert), any -> new TreeMap<>())
                    .put(alert.id().toString(), alert.now().severity().label()));
            for (String key : content.keySet()) {
                groups.get(i).computeIfAbsent(key, any -> new Group());
            }
            for (Map.Entry<String, Group> group : groups.get(i).entrySet()) {
                if (isDue(route, group.getValue(), content.getOrDefault(group.getKey(), Map.of()), day)) {
                    group.getValue().told = content.getOrDefault(group.getKey(), Map.of());
                    group.getValue().on = day;
                    notifications[i]++;
                }
            }
        }
    }

    /** The first route that takes an alert; −1 if none does. */
    private int route(Alert alert) {
        for (int i = 0; i < groups.size(); i++) {
            if (matches(rules.routes().get(i).match(), alert)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDue(RuleSet.Route route, Group group, Map<String, String> content, LocalDate day) {
        if (!content.equals(group.told)) {
            return group.on == null || !day.isBefore(group.on.plusDays(days(route.interval())));
        }
        return !content.isEmpty()
                && route.repeat() != null
                && days(route.repeat()) > 0
                && !day.isBefore(group.on.plusDays(days(route.repeat())));
    }

    private static long days(Span span) {
        return span == null ? 0 : span.duration().toDays();
    }

    private boolean matches(RuleSet.Match match, Alert alert) {
        AlertId id = alert.id();
        return match == null
                || (match.severity() == null || match.severity() == alert.now().severity())
                        && (match.rule() == null || match.rule().equals(id.rule()))
                        && (match.province() == null || match.province().equals(province(id.unit())))
                        && (match.watchlist() == null
                                || rules.watchlistsOf(campaign, campaign.units().get(id.unit()))
                                        .contains(match.watchlist()));
    }

    private String group(RuleSet.Route route, Alert alert) {
        AlertId id = alert.id();
        List<String> key = new ArrayList<>();
        for (String attribute : route.groupBy()) {
            key.add(
                    switch (attribute) {
                        case "rule" -> id.rule();
                        case "unit" -> id.unit();
                        case "level" -> campaign.units().get(id.unit()).level().label();
                        case "measure" -> id.measure();
                        case "severity" -> alert.now().severity().label();
                        default -> String.valueOf(province(id.unit()));
                    });
        }
        return String.join("|", key);
    }

    private String province(String unit) {
        return campaign.units().provinceOf(unit).map(Unit::code).orElse(null);
    }

    List<Told> told() {
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            RuleSet.Route route = rules.routes().get(i);
            told.add(new Told(
                    i + 1,
                    route.match(),
                    route.receivers(),
                    notifications[i],
                    groups.get(i).size()));
        }
        return told;
    }
}
