package io.countywatch.alert;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Measure;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.PlanVersion;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.startup.Json;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Published figures of a county: a little ahead of every plan unless a test says otherwise. */
public final class CountySnapshot {

    private static final long SCOPE = 1000;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final String county;
    private final LocalDate day;
    private final Map<String, Map<String, Map<String, Long>>> measures = new LinkedHashMap<>();
    private final Map<String, List<Long>> windows = new LinkedHashMap<>();
    private final List<Map<String, Object>> previous = new ArrayList<>();
    private long revision = 1;
    private String lastReportAt;
    private double lateShare = 0.01;
    private Map<String, Object> villages = Map.of("reporting", 50, "silent", 0, "silentRemaining", Map.of());
    private final Map<String, Object> relapse = new LinkedHashMap<>(Map.of("relapsed90d", 0, "liftedBefore", 100));

    private CountySnapshot(String county, LocalDate day) {
        this.county = county;
        this.day = day;
        this.lastReportAt = day.atTime(12, 0).atZone(ZONE).toInstant().toString();
    }

    /** A county that has done three percent more than planned on every plan, and moved everybody already. */
    public static CountySnapshot onPlan(Campaign campaign, Unit county, LocalDate day) {
        CountySnapshot snapshot = new CountySnapshot(county.code(), day);
        for (Plan plan : campaign.plans()) {
            Measure measure = campaign.measure(plan.measure());
            if (plan.covers(county) && !measure.family().equals("placement")) {
                PlanVersion version = plan.inForce(day);
                int at = version.actualTime(day);
                boolean moved = plan.measure().equals("resettlement");
                long done = moved ? SCOPE : Math.min(SCOPE, Math.round(SCOPE * (version.planned(at) + 0.03)));
                List<Long> net = new ArrayList<>();
                for (int age = 12; age >= 0; age--) {
                    double planned = version.planned(at - 7.0 * age) - version.planned(at - 7.0 * age - 7);
                    net.add(moved ? 0 : Math.round(SCOPE * planned * 1.05));
                }
                snapshot.of(measure, SCOPE, done, net);
                if (measure.id().equals("training")) {
                    // Everybody who was trained has a place already.
                    snapshot.windows.put("placement", net);
                }
            }
        }
        return snapshot;
    }

    /** Sets what is in scope and done of a measure, with its windows. */
    public CountySnapshot of(Measure measure, long scope, long done, List<Long> net) {
        String last = measure.done().get(measure.done().size() - 1);
        measures.put(measure.id(), Map.of(measure.scope().get(0), count(scope - done), last, count(done)));
        windows.put(measure.id(), net);
        return this;
    }

    public CountySnapshot revision(long newRevision) {
        revision = newRevision;
        return this;
    }

    /** Says when the county was last heard of; null for never. */
    public CountySnapshot lastReportAt(String instant) {
        lastReportAt = instant;
        return this;
    }

    /** Says which share of the last seven days' events came late. */
    public CountySnapshot late(double share) {
        lateShare = share;
        return this;
    }

    /** Says how often households that fell back were lifted again soon; by itself a snapshot is of before that was told. */
    public CountySnapshot liftedAgain(long times) {
        relapse.put("liftedAgain90d", times);
        return this;
    }

    /** Says how many of 53 villages are silent, and what they hold of what remains, by measure. */
    public CountySnapshot silentVillages(int silent, Map<String, Long> remaining) {
        villages = Map.of("reporting", 53 - silent, "silent", silent, "silentRemaining", remaining);
        return this;
    }

    /** Says how many households may fall back. */
    public CountySnapshot atRisk(long households) {
        Map<String, Map<String, Long>> status = new LinkedHashMap<>(measures.get("status"));
        status.put("AT_RISK", count(households));
        measures.put("status", status);
        return this;
    }

    /** Says what the days before look like by now. */
    public CountySnapshot previous(CountySnapshot... days) {
        previous.clear();
        for (CountySnapshot earlier : days) {
            Map<String, Object> value = earlier.value();
            value.keySet()
                    .retainAll(
                            List.of("effectiveThrough", "measures", "windows", "lastReportAt", "villages", "relapse"));
            previous.add(value);
        }
        return this;
    }

    /** The value as metrics-service publishes it. */
    public String json() {
        return Json.write(value());
    }

    private Map<String, Object> value() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("county", county);
        value.put("revision", revision);
        value.put("snapshot", "t" + day);
        value.put(
                "asOf",
                day.plusDays(1).atStartOfDay(ZONE).toInstant().plusSeconds(2).toString());
        value.put("effectiveThrough", day.toString());
        value.put("positions", Map.of("0", revision));
        value.put("measures", measures);
        value.put("windows", windows);
        value.put("lastReportAt", lastReportAt);
        value.put("villages", villages);
        value.put("relapse", relapse);
        value.put("late", Map.of("share7d", lateShare));
        value.put("previous", previous);
        return value;
    }

    private static Map<String, Long> count(long number) {
        return Map.of("subjects", number, "persons", number);
    }
}
