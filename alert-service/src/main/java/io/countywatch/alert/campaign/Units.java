package io.countywatch.alert.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tree of units of a campaign, in the order of its file. */
public final class Units {

    private final Map<String, Unit> byCode = new LinkedHashMap<>();
    private final Map<Level, List<Unit>> byLevel = new TreeMap<>();
    private final Map<String, Unit> provinceOf = new LinkedHashMap<>();
    private final Map<String, Set<String>> countiesIn = new LinkedHashMap<>();
    private final Map<String, List<Unit>> villagesIn = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if a code occurs twice or a parent is missing */
    public Units(Collection<Unit> units) {
        for (Unit unit : units) {
            if (byCode.put(unit.code(), unit) != null) {
                throw new IllegalArgumentException("unit " + unit.code() + " occurs twice");
            }
            byLevel.computeIfAbsent(unit.level(), level -> new ArrayList<>()).add(unit);
            if (unit.level() == Level.VILLAGE) {
                villagesIn
                        .computeIfAbsent(unit.parent(), county -> new ArrayList<>())
                        .add(unit);
            }
        }
        for (Unit unit : units) {
            place(unit);
        }
    }

    private void place(Unit unit) {
        Unit above = unit;
        while (true) {
            if (unit.level() == Level.COUNTY) {
                countiesIn
                        .computeIfAbsent(above.code(), code -> new TreeSet<>())
                        .add(unit.code());
            }
            if (above.level() == Level.PROVINCE) {
                provinceOf.put(unit.code(), above);
            }
            if (above.parent() == null || above.parent().isEmpty()) {
                return;
            }
            Unit next = byCode.get(above.parent());
            if (next == null) {
                throw new IllegalArgumentException("unit " + above.code() + " has an unknown parent");
            }
            above = next;
        }
    }

    /** The unit of a code; empty if the campaign has none such. */
    public Optional<Unit> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** @throws IllegalArgumentException if there is no such unit */
    public Unit get(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("no unit " + code));
    }

    /** All units of a level, in the order of the file. */
    public List<Unit> of(Level level) {
        return byLevel.getOrDefault(level, List.of());
    }

    /** The province that a unit lies in; empty for the nation. */
    public Optional<Unit> provinceOf(String code) {
        return Optional.ofNullable(provinceOf.get(code));
    }

    /** Codes of the counties in a unit (a county: itself), sorted; empty for villages and unknown units. */
    public Set<String> countiesIn(String code) {
        return countiesIn.getOrDefault(code, Set.of());
    }

    /** The villages of a county, in the order of the file; empty for other units. */
    public List<Unit> villagesIn(String county) {
        return villagesIn.getOrDefault(county, List.of());
    }
}
