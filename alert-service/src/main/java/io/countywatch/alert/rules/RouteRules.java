package io.countywatch.alert.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses routes and receivers that could tell nobody. */
final class RouteRules {

    /** Names that deliveries to the two topics have. */
    private static final Set<String> TOPICS = Set.of("county-alerts", "county-alert-state");

    private RouteRules() {}

    /** @throws Refusal on the first contradiction */
    static void refuse(List<RuleSet.Route> routes, List<RuleSet.Receiver> receivers, Set<String> rules) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < receivers.size(); i++) {
            String name = receivers.get(i).name();
            String at = "receivers[" + i + "].name";
            Refusal.unless(names.add(name), at, "receiver " + name + " occurs twice");
            Refusal.unless(!TOPICS.contains(name), at, name + " is a topic's name");
        }
        for (int later = 0; later < routes.size(); later++) {
            RuleSet.Route route = routes.get(later);
            String at = "routes[" + later + "]";
            for (String receiver : route.receivers()) {
                Refusal.unless(names.contains(receiver), at + ".receivers", "routes: no receiver " + receiver);
            }
            String rule = route.match() == null ? null : route.match().rule();
            Refusal.unless(rule == null || rules.contains(rule), at + ".match.rule", "routes: no rule " + rule);
            for (int earlier = 0; earlier < later; earlier++) {
                Refusal.unless(
                        !covers(routes.get(earlier).match(), route.match()),
                        at,
                        "routes[" + later + "] is never reached: routes[" + earlier
                                + "] takes everything that it would");
            }
        }
    }

    private static boolean covers(RuleSet.Match wider, RuleSet.Match narrower) {
        RuleSet.Match all = new RuleSet.Match(null, null, null, null);
        RuleSet.Match one = wider == null ? all : wider;
        RuleSet.Match other = narrower == null ? all : narrower;
        return (one.severity() == null || one.severity() == other.severity())
                && covers(one.rule(), other.rule())
                && covers(one.province(), other.province())
                && covers(one.watchlist(), other.watchlist());
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
