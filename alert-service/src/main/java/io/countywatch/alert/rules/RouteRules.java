package io.countywatch.alert.rules;

import io.countywatch.alert.campaign.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses routes and receivers that could tell nobody. */
final class RouteRules {

    /** Names that deliveries to the two topics have. */
    private static final Set<String> TOPICS = Set.of("county-alerts", "county-alert-state");

    private RouteRules() {}

    /** @throws Refusal on the first contradiction */
    static void refuse(
            List<RuleSet.Route> routes,
            List<RuleSet.Receiver> receivers,
            List<Rule> rules,
            List<RuleSet.Escalation> escalate) {
        Set<String> named =
                routes.stream().flatMap(route -> route.receivers().stream()).collect(Collectors.toSet());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < receivers.size(); i++) {
            String name = receivers.get(i).name();
            String at = "receivers[" + i + "].name";
            Refusal.unless(names.add(name), at, "receiver " + name + " occurs twice");
            Refusal.unless(!TOPICS.contains(name), at, name + " is a topic's name");
            Refusal.unless(named.contains(name), at, "receiver " + name + " is never told: no route names it");
        }
        for (int later = 0; later < routes.size(); later++) {
            RuleSet.Route route = routes.get(later);
            String at = "routes[" + later + "]";
            for (String receiver : route.receivers()) {
                Refusal.unless(names.contains(receiver), at + ".receivers", "routes: no receiver " + receiver);
            }
            Refusal.unless(
                    Set.copyOf(route.receivers()).size() == route.receivers().size(),
                    at + ".receivers",
                    "routes: a receiver is named twice");
            Refusal.unless(
                    route.repeat() == null || !route.repeat().duration().isZero(),
                    at + ".repeat",
                    "routes: a repeat of nothing would tell the same over and over");
            if (route.match() != null) {
                refuse(route.match(), rules, at + ".match");
                Level level = route.match().escalation();
                Refusal.unless(
                        level == null || escalate.stream().anyMatch(step -> step.to() == level),
                        at + ".match.escalation",
                        "routes: no step of escalation leads to " + (level == null ? "" : level.label()));
            }
            for (int earlier = 0; earlier < later; earlier++) {
                Refusal.unless(
                        !covers(routes.get(earlier).match(), route.match()),
                        at,
                        "routes[" + later + "] is never reached: routes[" + earlier
                                + "] takes everything that it would");
            }
        }
    }

    private static void refuse(RuleSet.Match match, List<Rule> rules, String at) {
        List<Rule> taken = rules.stream()
                .filter(rule -> match.rule() == null || match.rule().equals(rule.id()))
                .toList();
        Refusal.unless(match.rule() == null || !taken.isEmpty(), at + ".rule", "routes: no rule " + match.rule());
        Refusal.unless(
                match.severity() == null
                        || taken.stream().anyMatch(rule -> rule.severity().containsKey(match.severity())),
                at + ".severity",
                "routes: no rule that it takes is ever " + label(match));
    }

    private static String label(RuleSet.Match match) {
        return match.severity() == null ? "" : match.severity().label();
    }

    private static boolean covers(RuleSet.Match wider, RuleSet.Match narrower) {
        RuleSet.Match all = new RuleSet.Match(null, null, null, null, null);
        RuleSet.Match one = wider == null ? all : wider;
        RuleSet.Match other = narrower == null ? all : narrower;
        return (one.severity() == null || one.severity() == other.severity())
                && covers(one.rule(), other.rule())
                && covers(one.province(), other.province())
                && covers(one.watchlist(), other.watchlist())
                && (one.escalation() == null || one.escalation() == other.escalation());
    }

    private static boolean covers(String wider, String narrower) {
        return wider == null || wider.equals(narrower);
    }

    /** @throws IllegalArgumentException if nothing can be posted there; the text does not repeat the address */
    static void endpoint(String url) {
        if (url == null) {
            throw new IllegalArgumentException("a url is needed");
        }
        try {
            URI uri = new URI(url);
            if (!Set.of("http", "https").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null) {
                throw new IllegalArgumentException("a url begins with http:// or https:// and names a host");
            }
            if (uri.getUserInfo() != null) {
                throw new IllegalArgumentException("a url must not hold a user or a password");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a url", null);
        }
    }
}
