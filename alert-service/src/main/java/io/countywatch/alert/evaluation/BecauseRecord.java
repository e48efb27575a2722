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
 * @param amount its part of the gap, in the measure's unit, negative for what made up for others; null for what has none.
 *     Of a concentration: what its units are short of, which may be more than the gap where others are ahead
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

    /**
     * The parts of the gap, the largest first, which add up to it; none where there is no gap. Then where what is short
     * lies, also in a unit that is ahead as a whole.
     */
    static List<BecauseRecord> of(Because because, String noun, Units units) {
        List<BecauseRecord> causes = new ArrayList<>();
        if (because.gap() > 0) {
            String pace = because.slowPace() < 0 ? "made up by faster work" : "short because of slow pace";
            causes.add(part("SCOPE_GROWTH", because.scopeGrowth(), noun, "short because the scope has grown"));
            causes.add(part("FALL_BACKS", because.fallBacks(), noun, "short because they fell back"));
            causes.add(part("SILENT_VILLAGES", because.silentVillages(), noun, "short where nobody reports"));
            causes.add(part("SLOW_PACE", because.slowPace(), noun, pace));
            causes.removeIf(part -> part.amount() == 0);
            causes.sort(Comparator.comparing(BecauseRecord::amount).reversed());
        }
        if (!because.holders().isEmpty()) {
            List<UnitAmount> holders =
                    because.holders().stream().map(part -> holder(part, units)).toList();
            causes.add(new BecauseRecord(
                    "CONCENTRATION",
                    (because.gap() > 0 ? "" : "on plan as a whole, but ") + "80 % or more of what is short lies in "
                            + names(holders),
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

    private static BecauseRecord part(String kind, long amount, String noun, String what) {
        return new BecauseRecord(kind, Math.abs(amount) + " " + noun + " " + what, amount, List.of());
    }
}
