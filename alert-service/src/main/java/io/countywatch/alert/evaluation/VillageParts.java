package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Units;
import io.countywatch.alert.schedule.RollUp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the villages of a day mean for their counties.
 *
 * @param pieces the assessed villages of a county on a plan, in the order of the campaign, by {@link DayAssessor#key}
 */
public record VillageParts(Map<String, List<Piece>> pieces) {

    /**
     * What one village means for its county on a plan.
     *
     * @param silentScope S that it holds if it is silent, else 0
     */
    record Piece(String plan, RollUp.Part part, long silentScope) {}

    /** Nothing is known about villages. */
    public static final VillageParts NONE = new VillageParts(Map.of());

    List<RollUp.Part> of(String county, String plan) {
        return pieces.getOrDefault(DayAssessor.key(county, plan), List.of()).stream()
                .map(Piece::part)
                .toList();
    }

    /** S held by the silent villages of a county; null where villages are not assessed on the plan. */
    Long silentScope(String county, String plan) {
        List<Piece> villages = pieces.get(DayAssessor.key(county, plan));
        return villages == null
                ? null
                : villages.stream().mapToLong(Piece::silentScope).sum();
    }

    /** The same with some villages replaced, or added where they were not: only their counties are put together anew. */
    VillageParts over(VillageParts restated, Units units) {
        Map<String, List<Piece>> all = new HashMap<>(pieces);
        restated.pieces.forEach((key, changed) -> {
            Map<String, Piece> byVillage = new HashMap<>();
            pieces.getOrDefault(key, List.of())
                    .forEach(piece -> byVillage.put(piece.part().unit(), piece));
            changed.forEach(piece -> byVillage.put(piece.part().unit(), piece));
            String county = units.get(changed.get(0).part().unit()).parent();
            all.put(
                    key,
                    units.villagesIn(county).stream()
                            .map(village -> byVillage.get(village.code()))
                            .filter(Objects::nonNull)
                            .toList());
        });
        return new VillageParts(all);
    }
}
