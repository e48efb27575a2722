package io.countywatch.metrics.campaign;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * What a campaign counts.
 *
 * @param id stable name, as in snapshots and events
 * @param unit whether progress is counted in persons or in subjects
 * @param scope stages that must become done
 * @param done stages that are done
 */
public record Measure(String id, Family family, Unit unit, Set<String> scope, Set<String> done, JsonNode name) {

    /** @throws NullPointerException that names what is missing */
    public Measure {
        requireNonNull(id, "a measure has no id");
        requireNonNull(family, "a measure has no family");
        requireNonNull(unit, "a measure has no unit");
        requireNonNull(scope, "a measure has no scope");
        requireNonNull(done, "a measure has no done");
    }

    /** Where the figures of a measure come from; all but {@code PROGRAMME} are built in. */
    public enum Family {
        STATUS,
        RESETTLEMENT,
        RENOVATION,
        TRAINING,
        PLACEMENT,
        PROGRAMME
    }

    public enum Unit {
        PERSONS,
        SUBJECTS
    }

    /** The measure whose stages hold this one's counts: a placement is a stage of a training. */
    public String countedIn() {
        return family == Family.PLACEMENT ? "training" : id;
    }
}
