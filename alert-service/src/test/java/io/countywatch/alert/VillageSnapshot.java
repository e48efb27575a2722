package io.countywatch.alert;

import io.countywatch.alert.campaign.Measure;
import io.countywatch.alert.startup.Json;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Published figures of a village that has moved nothing for weeks. */
public final class VillageSnapshot {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final String village;
    private final LocalDate day;
    private final Map<String, Map<String, Map<String, Long>>> measures = new LinkedHashMap<>();
    private final Map<String, List<Long>> windows = new LinkedHashMap<>();
    private long revision = 1;
    private String lastReportAt;
    private final List<Map<String, Object>> previous = new ArrayList<>();

    public VillageSnapshot(String village, LocalDate day) {
        this.village = village;
        this.day = day;
        this.lastReportAt = day.atTime(12, 0).atZone(ZONE).toInstant().toString();
    }

    /** Sets what is in scope and done of a measure. */
    public VillageSnapshot of(Measure measure, long scope, long done) {
        String last = measure.done().get(measure.done().size() - 1);
        measures.put(measure.id(), Map.of(measure.scope().get(0), count(scope - done), last, count(done)));
        windows.put(measure.id(), Collections.nCopies(13, 0L));
        return this;
    }

    public VillageSnapshot revision(long newRevision) {
        revision = newRevision;
        return this;
    }

    /** Says when the village was last heard of; null for never. */
    public VillageSnapshot lastReportAt(String instant) {
        lastReportAt = instant;
        return this;
    }

    /** Says which days before late data have restated, and how they look by now. */
    public VillageSnapshot previous(VillageSnapshot... days) {
        for (VillageSnapshot earlier : days) {
            Map<String, Object> restated = earlier.value();
            restated.keySet().retainAll(List.of("effectiveThrough", "measures", "windows", "lastReportAt"));
            previous.add(restated);
        }
        return this;
    }

    /** The value as metrics-service publishes it. */
    public String json() {
        return Json.write(value());
    }

    private Map<String, Object> value() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("village", village);
        value.put("county", village.substring(0, 6));
        value.put("revision", revision);
        value.put("snapshot", revision);
        value.put(
                "asOf",
                day.plusDays(1).atStartOfDay(ZONE).toInstant().plusSeconds(2).toString());
        value.put("effectiveThrough", day.toString());
        value.put("measures", measures);
        value.put("windows", windows);
        value.put("lastReportAt", lastReportAt);
        if (!previous.isEmpty()) {
            value.put("previous", previous);
        }
        return value;
    }

    private static Map<String, Long> count(long number) {
        return Map.of("subjects", number, "persons", number);
    }
}
