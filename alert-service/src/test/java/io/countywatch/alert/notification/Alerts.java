package io.countywatch.alert.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Alerts and groups with valid defaults. */
final class Alerts {

    static final Instant START = Instant.parse("2020-05-26T16:00:00Z");
    static final Timing TIMING = new Timing(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofDays(7), false);

    private Alerts() {}

    static Current firing(String unit) {
        return alert(unit, "warning", 1, null, false);
    }

    static Current ended(String unit) {
        return alert(unit, "warning", 1, START.plus(Duration.ofDays(9)), false);
    }

    static Current suppressed(String unit) {
        return alert(unit, "warning", 1, null, true);
    }

    static Current alert(String unit, String severity, int episode, Instant end, boolean suppressed) {
        return new Current(
                "county-behind-schedule:" + unit + ":resettlement",
                Labels.of(Map.of(
                        Labels.ALERTNAME,
                        "county-behind-schedule",
                        Labels.RULE,
                        "county-behind-schedule",
                        Labels.SEVERITY,
                        severity,
                        Labels.UNIT,
                        unit,
                        Labels.PROVINCE,
                        unit.substring(0, 2),
                        Labels.MEASURE,
                        "resettlement")),
                Labels.of(Map.of("summary", "FIRING in " + unit, "status", "BEHIND")),
                episode,
                START,
                end,
                START,
                suppressed,
                false);
    }

    /** The same alert after a step of escalation. */
    static Current escalated(Current alert, String level) {
        Map<String, String> labels = new HashMap<>(alert.labels());
        labels.put(Labels.ESCALATION, level);
        return new Current(
                alert.alert(),
                Labels.of(labels),
                alert.annotations(),
                alert.episode(),
                alert.startsAt(),
                alert.endsAt(),
                alert.changedAt(),
                alert.suppressed(),
                alert.taken());
    }

    static Group group(Timing timing, Current... alerts) {
        return new Group(
                "ops",
                "{severity=\"warning\"}",
                Labels.of(Map.of(Labels.PROVINCE, "51")),
                timing,
                List.of(alerts).stream().filter(Current::isActive).toList());
    }
}
