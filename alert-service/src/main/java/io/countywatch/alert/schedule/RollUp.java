package io.countywatch.alert.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What the parts of a unit mean for the whole. Counts are summed; statuses are never averaged. */
public final class RollUp {

    private static final double SHARE_TO_WATCH = 0.20;
    private static final double SHARE_TO_NAME = 0.80;

    private RollUp() {}

    /**
     * A part of a unit: a county of a province, a village of a county.
     *
     * @param status against the version of its plan in force
     * @param first against the first approved version
     * @param remaining R
     * @param gap planned − done
     */
    public record Part(String unit, Status status, Status first, long remaining, long gap) {}

    /**
     * At least WATCH if parts that hold 20 % or more of what remains are BEHIND or worse.
     *
     * @param of which status of the parts: each reading of the whole counts its parts by the same reading, lest a part that
     *     was re-planned be missing in the first one
     */
    public static Status status(Status own, long remaining, List<Part> parts, Function<Part, Status> of) {
        long behind = parts.stream()
                .filter(part -> of.apply(part).isBehind())
                .mapToLong(Part::remaining)
                .sum();
        return behind > 0 && behind >= SHARE_TO_WATCH * remaining ? own.worse(Status.WATCH) : own;
    }

    /** The parts that hold 80 % of the gap of all parts with one, largest first. */
    public static List<Part> holders(List<Part> parts) {
        List<Part> late = parts.stream()
                .filter(part -> part.gap() > 0)
                .sorted(Comparator.comparingLong(Part::gap).reversed().thenComparing(Part::unit))
                .toList();
        long all = late.stream().mapToLong(Part::gap).sum();
        List<Part> holders = new ArrayList<>();
        long held = 0;
        for (Part part : late) {
            if (held >= SHARE_TO_NAME * all) {
                break;
            }
            holders.add(part);
            held += part.gap();
        }
        return holders;
    }
}
