package io.countywatch.alert.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countywatch.alert.api.Freshness;
import io.countywatch.alert.schedule.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The campaign page: every unit of the caller with how it stands.
 *
 * @param day the last evaluated one; null before the first
 * @param wider nation and provinces that are wholly the caller's
 * @param counties the caller's counties, by code
 * @param history how many of these counties stood where, a week apart, oldest first, the last one on {@code day}
 * @param alerts what fires for the caller's units
 */
public record Overview(
        LocalDate day,
        boolean provisional,
        Freshness freshness,
        List<UnitStanding> wider,
        List<UnitStanding> counties,
        List<DayCounts> history,
        List<FiringAlert> alerts) {

    /**
     * A unit.
     *
     * @param province code of the province that it lies in; null for the nation
     * @param status that of its worst plan; null where it has none
     * @param statuses by measure
     * @param standings all plans of a wider unit; of a county those that are at risk
     * @param reporting of a county; absent before its first snapshot
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record UnitStanding(
            String code,
            String level,
            String name,
            String nameZh,
            String province,
            Status status,
            boolean silent,
            Map<String, Status> statuses,
            List<Standing> standings,
            Outlook.Reporting reporting) {}

    /** Counties by status at the end of a day. */
    public record DayCounts(LocalDate day, Map<Status, Integer> counties) {}

    /** An alert that fires, in a line. */
    public record FiringAlert(
            String alert,
            String unit,
            String measure,
            String rule,
            String severity,
            LocalDate since,
            String takenOnBy) {}
}
