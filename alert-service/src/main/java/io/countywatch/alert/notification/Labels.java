package io.countywatch.alert.notification;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Labels of alerts as receivers see them. An empty value is the same as no label, as in Alertmanager. Pure. */
public final class Labels {

    public static final String ALERTNAME = "alertname";
    public static final String CAMPAIGN = "campaign";
    public static final String RULE = "rule";
    public static final String SEVERITY = "severity";
    public static final String UNIT = "unit";
    public static final String LEVEL = "level";
    public static final String PROVINCE = "province";
    public static final String MEASURE = "measure";
    /** Level that it was last escalated to: a step makes it another alert for receivers, as a rise of severity does. */
    public static final String ESCALATION = "escalation";
    /** Ids of all watchlists that the unit is on, separated by commas. */
    public static final String WATCHLIST = "watchlist";

    private Labels() {}

    /** Sorted by name, without those that have no value. */
    public static SortedMap<String, String> of(Map<String, String> labels) {
        SortedMap<String, String> sorted = new TreeMap<>();
        labels.forEach((name, value) -> {
            if (value != null && !value.isEmpty()) {
                sorted.put(name, value);
            }
        });
        return Collections.unmodifiableSortedMap(sorted);
    }

    /** The given names only. */
    static SortedMap<String, String> only(SortedMap<String, String> labels, Set<String> names) {
        SortedMap<String, String> some = new TreeMap<>(labels);
        some.keySet().retainAll(names);
        return Collections.unmodifiableSortedMap(some);
    }

    /** What all have with the same value. */
    static SortedMap<String, String> common(Iterable<SortedMap<String, String>> all) {
        SortedMap<String, String> common = null;
        for (SortedMap<String, String> one : all) {
            if (common == null) {
                common = new TreeMap<>(one);
            } else {
                common.entrySet().retainAll(one.entrySet());
            }
        }
        return common == null ? new TreeMap<>() : common;
    }

    /** As Alertmanager writes a label set: <code>{a="1", b="2"}</code>. */
    static String text(SortedMap<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=\""
                        + label.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
