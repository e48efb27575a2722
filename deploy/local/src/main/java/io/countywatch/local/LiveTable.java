package io.countywatch.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Day by day in the terminal: how many counties stand where, and which alerts are new. */
final class LiveTable {

    /** From the worst on: a county stands where its worst plan does. */
    private static final List<String> STATUSES = List.of(
            "OVERDUE",
            "CRITICAL",
            "BEHIND",
            "UNKNOWN",
            "WATCH",
            "NOT_STARTED",
            "ON_TRACK",
            "DONE_UNVERIFIED",
            "VERIFIED");

    private static final int LINES = 12;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final ServiceClient alerts;
    private final Terminal terminal;
    private final Set<String> known = new HashSet<>();
    private String lastDay = "";

    LiveTable(ServiceClient alerts, Terminal terminal) {
        this.alerts = alerts;
        this.terminal = terminal;
    }

    /** Waits until a day is evaluated. @return false if that took longer than {@code atMost} */
    boolean awaitDay(LocalDate day, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (evaluatedThrough().filter(through -> !through.isBefore(day)).isEmpty()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        }
        return true;
    }

    private Optional<LocalDate> evaluatedThrough() throws InterruptedException {
        return alerts.get("/v1/assessments?level=nation")
                .map(table -> table.path("freshness").path("evaluatedThrough"))
                .filter(JsonNode::isTextual)
                .map(text -> LocalDate.parse(text.asText()));
    }

    /** Prints the last evaluated day, unless it stands there already. */
    void show() throws InterruptedException {
        JsonNode table = alerts.get("/v1/assessments?level=county").orElse(null);
        if (table == null || table.path("day").asText().equals(lastDay)) {
            return;
        }
        lastDay = table.path("day").asText();
        terminal.print("  " + lastDay + "  counties: " + countiesByStatus(table.path("assessments")));
        JsonNode firing = alerts.get("/v1/alerts?state=FIRING&limit=1000").orElse(null);
        if (firing == null) {
            return;
        }
        Set<String> now = new TreeSet<>();
        List<String> added = new ArrayList<>();
        firing.path("items").forEach(alert -> {
            now.add(alert.path("alert").asText());
            if (known.add(alert.path("alert").asText())) {
                added.add(alert.path("summary").asText());
            }
        });
        known.retainAll(now);
        added.stream().limit(LINES).forEach(summary -> terminal.print("    new     " + summary));
        if (added.size() > LINES) {
            terminal.print(
                    "            and " + (added.size() - LINES) + " more: /v1/alerts, or deploy/local/watch-alerts");
        }
        terminal.print("    " + now.size() + " alerts firing");
    }

    private static String countiesByStatus(JsonNode assessments) {
        Map<String, Integer> worst = new HashMap<>();
        assessments.forEach(assessment -> worst.merge(
                assessment.path("unit").asText(),
                STATUSES.indexOf(assessment.path("status").asText()),
                Math::min));
        StringBuilder line = new StringBuilder();
        for (int status = 0; status < STATUSES.size(); status++) {
            int wanted = status;
            long counties =
                    worst.values().stream().filter(index -> index == wanted).count();
            if (counties > 0) {
                line.append(line.isEmpty() ? "" : ", ")
                        .append(counties)
                        .append(' ')
                        .append(STATUSES.get(status));
            }
        }
        return line.toString();
    }
}
