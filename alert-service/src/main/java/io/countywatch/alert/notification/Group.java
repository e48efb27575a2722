package io.countywatch.alert.notification;

import java.util.List;
import java.util.SortedMap;

/**
 * The alerts that one receiver is told together.
 *
 * @param route matchers of the route that brought them here
 * @param labels that they have in common because the route groups by them
 * @param alerts all active ones, also those that are suppressed
 */
public record Group(
        String receiver, String route, SortedMap<String, String> labels, Timing timing, List<Current> alerts) {

    /** As Alertmanager writes it: the way through the routes, then the group's labels. */
    public String key() {
        return key(route, labels);
    }

    static String key(String route, SortedMap<String, String> labels) {
        return "{}/" + route + ":" + Labels.text(labels);
    }
}
