package io.countywatch.metrics.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.metrics.HistoryOracle;
import io.countywatch.metrics.HistoryOracle.AsOf;
import io.countywatch.metrics.ReferenceCampaign;
import io.countywatch.metrics.ReferenceCampaign.Measure;
import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.FiguresOracle.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a snapshot must say, and what one says, both as {path: text} so that they can be compared at a glance. */
final class SnapshotOracle {

    private static final int RELAPSE_DAYS = 90;
    private static final int LATE_DAYS = 3;

    private SnapshotOracle() {}

    static Map<String, String> county(HistoryOracle history, String county, LocalDate day) {
        Map<String, String> told = unit(history, HistoryOracle.county(county), day);
        villages(history, county, day, told);
        relapse(history, county, day, told);
        return told;
    }

    static Map<String, String> village(HistoryOracle history, String village, LocalDate day) {
        return unit(history, HistoryOracle.village(village), day);
    }

    /**
     * Of what was received in the seven days up to a day, the share that was more than three days old. What is taken back on
     * the day of its receipt has not come; on a later one, it has.
     */
    static double lateShare7d(HistoryOracle history, String county, LocalDate day) {
        List<Event> received = received(history, county, day);
        long late = received.stream()
                .filter(report -> receivedOn(report).isAfter(report.effective().plusDays(LATE_DAYS)))
                .count();
        return received.isEmpty() ? 0 : (double) late / received.size();
    }

    private static List<Event> received(HistoryOracle history, String county, LocalDate day) {
        List<Event> received = new ArrayList<>();
        for (LocalDate on = day.minusDays(6); !on.isAfter(day); on = on.plusDays(1)) {
            LocalDate receivedOn = on;
            Instant over = on.plusDays(1)
                    .atStartOfDay(ReferenceCampaign.ZONE)
                    .toInstant()
                    .minusNanos(1);
            history.reports(HistoryOracle.county(county), new AsOf(LocalDate.MAX, over)).stream()
                    .filter(report -> receivedOn(report).equals(receivedOn))
                    .forEach(received::add);
        }
        return received;
    }

    /**
     * How far what is told may be from that: the ledger does not say which event it takes back, so that of a day of receipt and a
     * day of happening is told together.
     */
    static double lateTolerance(HistoryOracle history, String county, LocalDate day, boolean takenBack) {
        int received = received(history, county, day).size();
        return 0.0005 + (takenBack && received > 0 ? 3.0 / received : 0);
    }

    private static LocalDate receivedOn(Event event) {
        return ReferenceCampaign.dayOf(event.stamp().recorded());
    }

    private static Map<String, String> unit(HistoryOracle history, Predicate<Place> where, LocalDate day) {
        Map<String, String> told = new TreeMap<>(measures(history, where, day));
        for (Measure measure : ReferenceCampaign.MEASURES) {
            List<Long> windows = new ArrayList<>();
            for (int ago = 12; ago >= 0; ago--) {
                windows.add(history.net(where, measure, AsOf.now(day.minusDays(7L * ago)), 7));
            }
            if (windows.stream().anyMatch(net -> net != 0)) {
                told.put("windows/" + measure.id(), windows.toString());
            }
        }
        LocalDate last = history.lastReportDay(where, AsOf.now(day));
        if (last != null) {
            told.put("lastReportAt", last.toString());
        }
        return told;
    }

    static Map<String, String> measures(HistoryOracle history, Predicate<Place> where, LocalDate day) {
        Map<String, String> told = new TreeMap<>();
        history.figures(where, AsOf.now(day))
                .forEach((figure, count) -> told.put("measures/" + figure, count.get(0) + " with " + count.get(1)));
        return told;
    }

    private static void villages(HistoryOracle history, String county, LocalDate day, Map<String, String> told) {
        int silent = 0;
        Map<String, Long> remaining = new TreeMap<>();
        List<String> villages = ReferenceCampaign.villages(county);
        for (String village : villages) {
            Predicate<Place> there = HistoryOracle.village(village);
            LocalDate last = history.lastReportDay(there, AsOf.now(day));
            long days = ChronoUnit.DAYS.between(last == null ? ReferenceCampaign.START : last, day);
            silent += days > 2 * ReferenceCampaign.CADENCE_DAYS ? 1 : 0;
            for (Measure measure : ReferenceCampaign.MEASURES) {
                long left = history.in(there, measure, measure.scope(), AsOf.now(day))
                        - history.in(there, measure, measure.done(), AsOf.now(day));
                if (days > 2L * measure.cadenceDays() && left > 0) {
                    remaining.merge(measure.id(), left, Long::sum);
                }
            }
        }
        told.put("villages/reporting", Integer.toString(villages.size() - silent));
        told.put("villages/silent", Integer.toString(silent));
        remaining.forEach((measure, left) -> told.put("villages/silentRemaining/" + measure, left.toString()));
    }

    private static void relapse(HistoryOracle history, String county, LocalDate day, Map<String, String> told) {
        Predicate<Place> there = HistoryOracle.county(county);
        AsOf now = AsOf.now(day);
        AsOf before = now.daysBefore(RELAPSE_DAYS);
        for (String what : List.of("RELAPSED", "LIFTED_AGAIN")) {
            long since = history.relapses(there, what, now) - history.relapses(there, what, before);
            told.put("relapse/" + (what.equals("RELAPSED") ? "relapsed90d" : "liftedAgain90d"), Long.toString(since));
        }
        told.put(
                "relapse/liftedBefore",
                history.figures(there, before)
                        .getOrDefault("status/LIFTED", List.of(0L, 0L))
                        .get(0)
                        .toString());
    }

    /** What is zero in every window, and what is null, is nothing. */
    static Map<String, String> told(JsonNode snapshot) {
        Map<String, String> told = new TreeMap<>(measuresTold(snapshot));
        snapshot.get("windows").properties().forEach(measure -> {
            List<Long> windows = new ArrayList<>();
            measure.getValue().forEach(net -> windows.add(net.asLong()));
            if (windows.stream().anyMatch(net -> net != 0)) {
                told.put("windows/" + measure.getKey(), windows.toString());
            }
        });
        if (!snapshot.get("lastReportAt").isNull()) {
            // To the day: that is what is promised, and all that a ledger that was rolled up knows.
            told.put(
                    "lastReportAt",
                    ReferenceCampaign.dayOf(
                                    Instant.parse(snapshot.get("lastReportAt").asText()))
                            .toString());
        }
        if (snapshot.has("villages")) {
            told.put("villages/reporting", snapshot.at("/villages/reporting").asText());
            told.put("villages/silent", snapshot.at("/villages/silent").asText());
            snapshot.at("/villages/silentRemaining")
                    .properties()
                    .forEach(left -> told.put(
                            "villages/silentRemaining/" + left.getKey(),
                            left.getValue().asText()));
            snapshot.get("relapse")
                    .properties()
                    .forEach(count -> told.put(
                            "relapse/" + count.getKey(), count.getValue().asText()));
        }
        return told;
    }

    static Map<String, String> measuresTold(JsonNode snapshot) {
        Map<String, String> told = new TreeMap<>();
        snapshot.get("measures").properties().forEach(measure -> measure.getValue()
                .properties()
                .forEach(stage -> told.put(
                        "measures/" + measure.getKey() + "/" + stage.getKey(),
                        stage.getValue().get("subjects").asText() + " with "
                                + stage.getValue().get("persons").asText())));
        return told;
    }
}
