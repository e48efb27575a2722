package io.countywatch.alert.rules;

import io.countywatch.alert.schedule.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A condition over one day's facts; everything that is given must hold.
 *
 * @param status one of these statuses against the plan in force
 * @param statusOfFirst one of these statuses against the first approved plan
 * @param fallingBack one of these statuses of the falling-back rate
 * @param dataQuality one of these questions to the data
 */
public record Condition(
        List<Status> status,
        List<Status> statusOfFirst,
        Comparison lagDays,
        Comparison probabilityOnTime,
        Comparison gap,
        Boolean silent,
        List<Status> fallingBack,
        Boolean stale,
        List<DataQuality> dataQuality) {

    public Condition {
        if (status == null
                && statusOfFirst == null
                && lagDays == null
                && probabilityOnTime == null
                && gap == null
                && silent == null
                && fallingBack == null
                && stale == null
                && dataQuality == null) {
            throw new IllegalArgumentException("a condition needs at least one comparison");
        }
        status = status == null ? null : List.copyOf(status);
        statusOfFirst = statusOfFirst == null ? null : List.copyOf(statusOfFirst);
        fallingBack = fallingBack == null ? null : List.copyOf(fallingBack);
        dataQuality = dataQuality == null ? null : List.copyOf(dataQuality);
    }

    /** Whether the facts meet it; a fact that does not exist meets no comparison. */
    public boolean holds(Facts facts) {
        return among(status, facts.status())
                && among(statusOfFirst, facts.statusOfFirst())
                && compares(lagDays, facts.lagDays())
                && compares(probabilityOnTime, facts.probabilityOnTime())
                && compares(gap, facts.gap())
                && (silent == null || silent == facts.silent())
                && among(fallingBack, facts.fallingBack())
                && (stale == null || stale == facts.stale())
                && asks(facts);
    }

    /** Every comparison by itself, with what it met. */
    public List<Check> checks(Facts facts) {
        List<Check> checks = new ArrayList<>();
        if (status != null) {
            checks.add(Check.of("status", status, facts.status(), among(status, facts.status())));
        }
        if (statusOfFirst != null) {
            boolean holds = among(statusOfFirst, facts.statusOfFirst());
            checks.add(Check.of("statusOfFirst", statusOfFirst, facts.statusOfFirst(), holds));
        }
        if (lagDays != null) {
            checks.add(Check.of("lagDays", lagDays, facts.lagDays()));
        }
        if (probabilityOnTime != null) {
            checks.add(Check.of("probabilityOnTime", probabilityOnTime, facts.probabilityOnTime()));
        }
        if (gap != null) {
            checks.add(Check.of("gap", gap, facts.gap()));
        }
        if (silent != null) {
            checks.add(Check.of("silent", silent, facts.silent(), silent == facts.silent()));
        }
        if (fallingBack != null) {
            boolean holds = among(fallingBack, facts.fallingBack());
            checks.add(Check.of("fallingBack", fallingBack, facts.fallingBack(), holds));
        }
        if (stale != null) {
            checks.add(Check.of("stale", stale, facts.stale(), stale == facts.stale()));
        }
        if (dataQuality != null) {
            checks.add(Check.of("dataQuality", dataQuality, facts.dataQuality(), asks(facts)));
        }
        return checks;
    }

    /** Names of the facts that it asks for. */
    List<String> facts() {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("status", status);
        asked.put("statusOfFirst", statusOfFirst);
        asked.put("lagDays", lagDays);
        asked.put("probabilityOnTime", probabilityOnTime);
        asked.put("gap", gap);
        asked.put("silent", silent);
        asked.put("fallingBack", fallingBack);
        asked.put("stale", stale);
        asked.put("dataQuality", dataQuality);
        asked.values().removeIf(Objects::isNull);
        return List.copyOf(asked.keySet());
    }

    /** The lists in it, of which one entry is enough. */
    List<List<?>> lists() {
        return Stream.<List<?>>of(status, statusOfFirst, fallingBack, dataQuality)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Whether it asks for figures, which a silent unit does not have. Who asks for silence beside them means what is known;
     * who asks that the unit is not silent needs the figures like everybody.
     */
    boolean needsData() {
        return stale == null && !Boolean.TRUE.equals(silent) && !facts().equals(List.of("silent"));
    }

    private boolean asks(Facts facts) {
        return dataQuality == null
                || (facts.dataQuality() != null && facts.dataQuality().stream().anyMatch(dataQuality::contains));
    }

    /**
     * Whether it can be met for certain by a unit that is partly or wholly silent: only by a status that both bounds
     * agree on. Numbers are those of what is known, which is one bound.
     */
    boolean isCertain(Facts facts) {
        return lagDays == null
                && probabilityOnTime == null
                && gap == null
                && fallingBack == null
                && dataQuality == null
                && (status == null || facts.status() != Status.UNKNOWN)
                && (statusOfFirst == null || facts.statusOfFirst() != Status.UNKNOWN);
    }

    private static boolean among(List<Status> wanted, Status status) {
        return wanted == null || wanted.contains(status);
    }

    private static boolean compares(Comparison comparison, Double value) {
        return comparison == null || (value != null && comparison.holds(value));
    }
}
