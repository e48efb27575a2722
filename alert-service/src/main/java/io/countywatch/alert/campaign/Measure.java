package io.countywatch.alert.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * Something that a campaign counts.
 *
 * @param scope stages that must become done
 * @param done stages that are done; all of them in {@code scope}
 */
public record Measure(
        String id, String family, CountedIn unit, List<String> scope, List<String> done, Map<String, String> name) {

    /** What a measure is counted in. */
    public enum CountedIn {
        @JsonProperty("persons")
        PERSONS,
        @JsonProperty("subjects")
        SUBJECTS
    }

    public Measure {
        if (id == null || family == null || unit == null || scope == null || done == null) {
            throw new IllegalArgumentException("a measure needs id, family, unit, scope and done");
        }
        if (!scope.containsAll(done)) {
            throw new IllegalArgumentException("measure " + id + ": every done stage must be in scope");
        }
        scope = List.copyOf(scope);
        done = List.copyOf(done);
        name = name == null ? Map.of() : Map.copyOf(name);
    }

    /** The measure of the figures whose stages are counted: a placement plan is counted over enrolments. */
    public String stagesOf() {
        return family.equals("placement") ? "training" : id;
    }

    /** The English name, or the id. */
    public String label() {
        return name.getOrDefault("en", id);
    }

    /** What one piece of it is called in sentences, in the plural. */
    public String noun() {
        if (unit == CountedIn.PERSONS) {
            return "people";
        }
        return switch (family) {
            case "status", "resettlement", "renovation" -> "households";
            case "training", "placement" -> "enrolments";
            default -> "items";
        };
    }
}
