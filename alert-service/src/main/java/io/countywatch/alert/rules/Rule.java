package io.countywatch.alert.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.countywatch.alert.lifecycle.DataState;
import io.countywatch.alert.lifecycle.Policy;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.lifecycle.Verdict;
import io.countywatch.alert.schedule.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One rule: whom it is about, when it raises, when it clears.
 *
 * @param subject level of the units that it is about, or the pipeline itself
 * @param severity conditions by severity; the gravest that holds counts
 */
public record Rule(String id, Subject subject, Map<Severity, Condition> severity, Raise raise, Clear clear) {

    /** Whom a rule is about. */
    public enum Subject {
        @JsonProperty("village")
        VILLAGE,
        @JsonProperty("county")
        COUNTY,
        @JsonProperty("province")
        PROVINCE,
        @JsonProperty("nation")
        NATION,
        @JsonProperty("pipeline")
        PIPELINE
    }

    /** What a rule looks at: all rules that look at the same of a unit see the same facts. */
    public enum About {
        SCHEDULE,
        SILENCE,
        FALLING_BACK,
        DATA_QUALITY,
        PIPELINE
    }

    /** @param evaluations raising evaluations in a row until it fires; OVERDUE fires at once */
    public record Raise(int evaluations) {

        public Raise {
            if (evaluations < 1) {
                throw new IllegalArgumentException("evaluations must be at least 1");
            }
        }
    }

    /**
     * When it clears. Without a comparison it clears as soon as it does not raise.
     *
     * @param evaluations clearing evaluations until it is resolved
     */
    public record Clear(int evaluations, Comparison lagDays, Comparison probabilityOnTime) {

        public Clear {
            if (evaluations < 1) {
                throw new IllegalArgumentException("evaluations must be at least 1");
            }
        }

        boolean holds(Facts facts) {
            if (facts.status() != null && facts.status().isDone()) {
                return true;
            }
            // Small scopes have no probability: there the lag alone decides.
            return (lagDays == null || (facts.lagDays() != null && lagDays.holds(facts.lagDays())))
                    && (probabilityOnTime == null
                            || facts.probabilityOnTime() == null
                            || probabilityOnTime.holds(facts.probabilityOnTime()));
        }
    }

    public Rule {
        if (id == null || !id.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("a rule needs an id of a-z, 0-9 and -");
        }
        severity = severity == null ? Map.of() : Map.copyOf(severity);
    }

    /** Fills what is not given from another rule. */
    Rule orElse(Rule defaults) {
        return new Rule(
                id,
                subject == null ? defaults.subject : subject,
                severity.isEmpty() ? defaults.severity : severity,
                raise == null ? defaults.raise : raise,
                clear == null ? defaults.clear : clear);
    }

    /** How many evaluations its changes take. */
    public Policy policy() {
        Policy normal = Policy.DEFAULT;
        return new Policy(
                raise == null ? normal.raiseAfter() : raise.evaluations(),
                clear == null ? normal.clearAfter() : clear.evaluations(),
                normal.severityFallsAfter(),
                normal.sameEpisodeDays());
    }

    /** Whether it is about the schedule, and so about every plan of a unit. */
    public boolean aboutSchedule() {
        return severity.values().stream()
                .anyMatch(condition -> condition.status() != null
                        || condition.statusOfFirst() != null
                        || condition.lagDays() != null
                        || condition.gap() != null
                        || condition.probabilityOnTime() != null);
    }

    /** Whether it is about falling back. */
    public boolean aboutFallingBack() {
        return severity.values().stream().anyMatch(condition -> condition.fallingBack() != null);
    }

    /** What it looks at. */
    public About about() {
        if (subject == Subject.PIPELINE) {
            return About.PIPELINE;
        }
        if (aboutSchedule()) {
            return About.SCHEDULE;
        }
        boolean quality = severity.values().stream().anyMatch(condition -> condition.dataQuality() != null);
        return aboutFallingBack() ? About.FALLING_BACK : quality ? About.DATA_QUALITY : About.SILENCE;
    }

    /** The comparisons that must hold for it to clear; none where it clears as soon as it does not raise. */
    public List<Check> clearChecks(Facts facts) {
        List<Check> checks = new ArrayList<>();
        if (clear != null && clear.lagDays() != null) {
            checks.add(Check.of("lagDays", clear.lagDays(), facts.lagDays()));
        }
        if (clear != null && clear.probabilityOnTime() != null && facts.probabilityOnTime() != null) {
            checks.add(Check.of("probabilityOnTime", clear.probabilityOnTime(), facts.probabilityOnTime()));
        }
        return checks;
    }

    /**
     * What the facts of a day say. Silence keeps a rule that needs data from clearing, and from raising but on what is
     * so whatever those who say nothing have done: else a part that says nothing would hide that the rest is late.
     */
    public Verdict judge(Facts facts) {
        boolean silent = severity.values().stream().anyMatch(Condition::needsData)
                && (facts.silent() || facts.status() == Status.UNKNOWN);
        for (Severity grave : new Severity[] {Severity.CRITICAL, Severity.WARNING}) {
            Condition condition = severity.get(grave);
            if (condition != null && condition.holds(facts) && (!silent || condition.isCertain(facts))) {
                return new Verdict.Raise(
                        grave, facts.status() == Status.OVERDUE, silent ? DataState.SILENT : DataState.OK);
            }
        }
        if (silent) {
            return new Verdict.NoData(DataState.SILENT);
        }
        return clear == null || clear.holds(facts) ? new Verdict.Clear() : new Verdict.Between();
    }
}
