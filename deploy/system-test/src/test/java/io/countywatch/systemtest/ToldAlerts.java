package io.countywatch.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every transition that alert-service has told on {@code county-alerts.v1}, in order within each alert. */
final class ToldAlerts {

    private final List<JsonNode> transitions;

    private ToldAlerts(List<JsonNode> transitions) {
        this.transitions = transitions;
    }

    static ToldAlerts on(String bootstrapServers) {
        return new ToldAlerts(WholeTopic.read(bootstrapServers, "county-alerts.v1").stream()
                .map(message -> PackagedMetrics.json(message.value()))
                .toList());
    }

    /** Alerts that stand, each with its severity. */
    Set<String> standing() {
        TreeMap<String, String> standing = new TreeMap<>();
        for (JsonNode transition : transitions) {
            JsonNode alert = transition.path("data");
            String id = alert.path("alert").asText();
            switch (alert.path("state").asText()) {
                case "FIRING", "RECOVERING" ->
                    standing.put(id, alert.path("severity").asText());
                default -> standing.remove(id);
            }
        }
        Set<String> told = new TreeSet<>();
        standing.forEach((id, severity) -> told.add(id + " " + severity));
        return told;
    }

    /** Units of which it was ever told that something fires. */
    Set<String> everRaised() {
        Set<String> units = new TreeSet<>();
        for (JsonNode transition : transitions) {
            if (transition.at("/data/state").asText().equals("FIRING")) {
                units.add(transition.at("/data/unit/code").asText());
            }
        }
        return units;
    }

    /** What was told and not yet at an earlier look, as a person would read it. */
    List<String> since(ToldAlerts earlier) {
        Set<String> known = new TreeSet<>();
        earlier.transitions.forEach(one -> known.add(one.path("id").asText()));
        return transitions.stream()
                .filter(one -> !known.contains(one.path("id").asText()))
                .map(one -> one.path("id").asText() + " "
                        + one.at("/data/transition").asText() + ": "
                        + one.at("/data/summary").asText())
                .toList();
    }
}
