package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Units;
import io.countywatch.alert.schedule.Because;
import io.countywatch.alert.schedule.RollUp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A cause as people read it.
 *
 * @param amount its part of the gap, in the measure's unit; null for what has none
 * @param units those that hold most of it
 */
public record BecauseRecord(String kind, String text, Long amount, List<UnitAmount> units) {

    private static final int MOST_NAMES = 5;

    /** A unit's part. */
    public record UnitAmount(String code, String name, long amount) {}

    /** A cause in words only. */
    static BecauseRecord remark(String text) {
        return new BecauseRecord("OTHER", text, null, List.of());
    }

    /** The causes that widen the gap, the largest first, then where it lies. */
    static List<BecauseRecord> of(Because because, String noun, Units units) {
        List<BecauseRecord> causes = new ArrayList<>();
        add(causes, "SCOPE_GROWTH", because.scopeGrowth(), noun + " short because the scope has grown");
        add(causes, "FALL_BACKS", because.fallBacks(), noun + " short because they fell back");
        add(causes, "SILENT_VILLAGES", because.silentVillages(), noun + " short in silent villages");
        add(causes, "SLOW_PACE", because.slowPace(), noun + " short because of slow pace");
        causes.sort(Comparator.comparing(BecauseRecord::amount).reversed());
        if (!because.holders().isEmpty()) {
            List<UnitAmount> holders =
                    because.holders().stream().map(part -> holder(part, units)).toList();
            causes.add(new BecauseRecord(
                    "CONCENTRATION",
                    "80 % or more of the gap is in " + names(holders),
                    holders.stream().mapToLong(UnitAmount::amount).sum(),
                    holders));
        }
        return causes;
    }

    /** A sentence names the first few; all of them stand beside it. */
    private static String names(List<UnitAmount> holders) {
        String first = holders.stream().limit(MOST_NAMES).map(UnitAmount::name).collect(Collectors.joining(", "));
        return holders.size() <= MOST_NAMES ? first : first + " and " + (holders.size() - MOST_NAMES) + " more";
    }

    private static UnitAmount holder(RollUp.Part part, Units units) {
        return new UnitAmount(part.unit(), units.get(part.unit()).name(), part.gap());
    }

    private static void add(List<BecauseRecord> causes, String kind, long amount, String what) {
        if (amount > 0) {
            causes.add(new BecauseRecord(kind, amount + " " + what, amount, List.of()));
        }
    }
}
