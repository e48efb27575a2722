package io.countywatch.intake.campaign;

import java.util.Set;

/**
 * What intake must know of a campaign.
 *
 * @param counties codes of the counties that events may name
 * @param programmeMeasures the measures that {@code programme.progressed} may name; those of built-in families are fed
 *     by their own events
 */
public record Campaign(String id, Set<String> counties, Set<String> programmeMeasures) {

    public Campaign {
        counties = Set.copyOf(counties);
        programmeMeasures = Set.copyOf(programmeMeasures);
        if (counties.isEmpty()) {
            throw new IllegalArgumentException("campaign " + id + " has no county");
        }
    }
}
