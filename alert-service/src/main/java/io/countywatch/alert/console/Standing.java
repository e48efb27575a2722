package io.countywatch.alert.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.schedule.Status;

/**
 * How a unit stands on one plan.
 *
 * @param firstApproved status against the first approved version
 * @param silent whether the status is unsure because the unit, or much of it, says nothing
 * @param figures of the version in force what a list needs, and the causes; null where nobody has to look (the plan is not at risk)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Standing(
        String plan, String measure, Status status, Status firstApproved, boolean silent, JsonNode figures) {}
