package io.countywatch.alert.campaign;

import java.time.LocalDate;
import java.util.List;

/**
 * A plan for one measure over a part of the country.
 *
 * @param scope unit codes that it covers, with all that lies in them
 * @param levels levels at which it is assessed
 * @param versions oldest first; the first is the first approved plan
 * @param mandatory whether it must be done before a county may exit
 */
public record Plan(
        String id,
        String measure,
        List<String> scope,
        List<Level> levels,
        List<PlanVersion> versions,
        boolean mandatory,
        String source,
        String sourced) {

    public Plan {
        if (id == null || measure == null || scope == null || scope.isEmpty() || levels == null || levels.isEmpty()) {
            throw new IllegalArgumentException("a plan needs id, measure, scope and levels");
        }
        if (versions == null || versions.isEmpty()) {
            throw new IllegalArgumentException("plan " + id + " needs a version");
        }
        scope = List.copyOf(scope);
        levels = List.copyOf(levels);
        versions = List.copyOf(versions);
    }

    /** The first approved version: re-planning cannot hide a slip against it. */
    public PlanVersion first() {
        return versions.get(0);
    }

    /** The version in force at the end of a day: the last one approved by then, at least the first. */
    public PlanVersion inForce(LocalDate day) {
        PlanVersion inForce = first();
        for (PlanVersion version : versions) {
            if (!version.approvedOn().isAfter(day)) {
                inForce = version;
            }
        }
        return inForce;
    }

    /** Whether a unit lies in the scope; the nation only where the scope says {@code CN}. */
    public boolean covers(Unit unit) {
        return scope.stream().anyMatch(code -> code.equals("CN") || unit.code().startsWith(code));
    }

    /** Whether it is assessed for a unit. */
    public boolean assesses(Unit unit) {
        return levels.contains(unit.level()) && covers(unit);
    }
}
