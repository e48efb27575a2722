package io.countywatch.metrics.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.metrics.campaign.CampaignUnit.Level;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A campaign: its time zone, what it counts and where. */
public final class Campaign {

    /** Code of the whole campaign. */
    public static final String NATION = "CN";

    private final String id;
    private final JsonNode name;
    private final ZoneId timeZone;
    private final LocalDate start;
    private final LocalDate end;
    private final Map<String, Measure> measures;
    private final Map<Level, List<CampaignUnit>> byLevel;
    /**
     * All of them: looked into for every event and every entry of the ledger. No {@code Map.copyOf}: codes that follow one
     * another lie side by side in it, and a search goes from one to the next.
     */
    private final Map<String, CampaignUnit> byCode;

    private final Cadence cadence;

    Campaign(
            String id,
            JsonNode name,
            ZoneId timeZone,
            LocalDate start,
            LocalDate end,
            Map<String, Measure> measures,
            List<CampaignUnit> units,
            Cadence cadence) {
        this.id = id;
        this.name = name;
        this.timeZone = timeZone;
        this.start = start;
        this.end = end;
        this.measures = Map.copyOf(measures);
        this.byCode = units.stream()
                .collect(Collectors.toMap(CampaignUnit::code, unit -> unit, (one, other) -> other, HashMap::new));
        this.byLevel = byCode.values().stream()
                .sorted(Comparator.comparing(CampaignUnit::code))
                .collect(Collectors.groupingBy(CampaignUnit::level, Collectors.toUnmodifiableList()));
        this.cadence = cadence;
    }

    /** The zone whose calendar days are effective dates. */
    public ZoneId timeZone() {
        return timeZone;
    }

    public String id() {
        return id;
    }

    /** What it is called, by language; null if it says nothing. */
    public JsonNode name() {
        return name;
    }

    /** Last day of the campaign; null if it says none. */
    public LocalDate end() {
        return end;
    }

    /** First day of the campaign. */
    public LocalDate start() {
        return start;
    }

    public Map<String, Measure> measures() {
        return measures;
    }

    /** Whether events of {@code programme.progressed} may name it. */
    public boolean isProgramme(String measure) {
        Measure known = measures.get(measure);
        return known != null && known.family() == Measure.Family.PROGRAMME;
    }

    public boolean isCounty(String code) {
        CampaignUnit unit = unit(code);
        return unit != null && unit.level() == Level.COUNTY;
    }

    /** The unit of that code, or null. */
    public CampaignUnit unit(String code) {
        return byCode.get(code);
    }

    /** Units of a level, by code. */
    public List<CampaignUnit> units(Level level) {
        return byLevel.getOrDefault(level, List.of());
    }

    public Cadence cadence() {
        return cadence;
    }

    /** How often villages are expected to report, in days. */
    public record Cadence(int defaultDays, Map<String, Integer> measures) {}
}
