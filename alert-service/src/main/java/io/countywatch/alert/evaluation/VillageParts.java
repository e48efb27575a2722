package io.countywatch.alert.evaluation;

import io.countywatch.alert.schedule.RollUp;
import java.util.List;
import java.util.Map;

/**
 * What the villages of a day mean for their counties, by {@link DayAssessor#key} of county and plan.
 *
 * @param parts the assessed villages of a county
 * @param silentScope S held by its silent villages
 */
public record VillageParts(Map<String, List<RollUp.Part>> parts, Map<String, Long> silentScope) {

    /** Nothing is known about villages. */
    public static final VillageParts NONE = new VillageParts(Map.of(), Map.of());

    List<RollUp.Part> of(String county, String plan) {
        return parts.getOrDefault(DayAssessor.key(county, plan), List.of());
    }

    /** S held by the silent villages of a county; null where villages are not assessed on the plan. */
    Long silentScope(String county, String plan) {
        String key = DayAssessor.key(county, plan);
        return parts.containsKey(key) ? silentScope.getOrDefault(key, 0L) : null;
    }
}
