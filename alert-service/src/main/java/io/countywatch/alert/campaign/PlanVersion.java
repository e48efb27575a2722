package io.countywatch.alert.campaign;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * One approved version of a plan. The start (fraction 0) and the due date (fraction 1) are implied milestones.
 *
 * @param gMin minimum gap by level, in the measure's unit; a level that is absent takes the default of its level
 * @param tolerance share of the scope that may be left at the due date in forecasts, 0 to 1
 * @param target a fixed scope of the whole plan, or null where the scope is what was observed
 */
public record PlanVersion(
        int version,
        LocalDate start,
        LocalDate due,
        Interpolation interpolation,
        List<Milestone> milestones,
        Map<Level, Double> gMin,
        Double tolerance,
        String approvedBy,
        LocalDate approvedOn,
        String reason,
        Long target) {

    private static final double DEFAULT_TOLERANCE = 0.02;

    public PlanVersion {
        if (start == null || due == null || !due.isAfter(start)) {
            throw new IllegalArgumentException("version " + version + ": due must be after start");
        }
        interpolation = interpolation == null ? Interpolation.LINEAR : interpolation;
        milestones = milestones == null ? List.of() : List.copyOf(milestones);
        gMin = gMin == null ? Map.of() : Map.copyOf(gMin);
        tolerance = tolerance == null ? DEFAULT_TOLERANCE : tolerance;
        approvedOn = approvedOn == null ? start : approvedOn;
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException("version " + version + ": tolerance must be at least 0 and below 1");
        }
        LocalDate date = start;
        double fraction = 0;
        for (Milestone milestone : milestones) {
            if (!milestone.date().isAfter(date) || milestone.date().isAfter(due)) {
                throw new IllegalArgumentException("version " + version + ": milestone " + milestone.date()
                        + " must come after the one before it and not after the due date");
            }
            if (milestone.fraction() < fraction) {
                throw new IllegalArgumentException(
                        "version " + version + ": milestone " + milestone.date() + " must not fall back");
            }
            date = milestone.date();
            fraction = milestone.fraction();
        }
    }

    /** T − t0 in days, at least 1. */
    public int days() {
        return (int) ChronoUnit.DAYS.between(start, due);
    }

    /** AT: days from the start to the end of a day; negative before the start. */
    public int actualTime(LocalDate day) {
        return (int) ChronoUnit.DAYS.between(start, day);
    }

    /** p: the planned fraction at a day offset, 0 to 1; never falls. */
    public double planned(double offset) {
        if (offset <= 0) {
            return 0;
        }
        if (offset >= days()) {
            return 1;
        }
        double fromOffset = 0;
        double fromFraction = 0;
        for (int i = 0; i <= milestones.size(); i++) {
            double toOffset = offsetOf(i);
            double toFraction = fractionOf(i);
            if (offset < toOffset) {
                return interpolation == Interpolation.STEP
                        ? fromFraction
                        : fromFraction + (toFraction - fromFraction) * (offset - fromOffset) / (toOffset - fromOffset);
            }
            fromOffset = toOffset;
            fromFraction = toFraction;
        }
        return 1;
    }

    /** ES: the earliest day offset at which the plan reaches a fraction (Lipke's earned schedule), 0 to T − t0. */
    public double earnedSchedule(double fraction) {
        if (fraction <= 0) {
            return 0;
        }
        double fromOffset = 0;
        double fromFraction = 0;
        for (int i = 0; i <= milestones.size(); i++) {
            double toOffset = offsetOf(i);
            double toFraction = fractionOf(i);
            if (fraction <= toFraction) {
                return interpolation == Interpolation.STEP
                        ? toOffset
                        : fromOffset
                                + (toOffset - fromOffset) * (fraction - fromFraction) / (toFraction - fromFraction);
            }
            fromOffset = toOffset;
            fromFraction = toFraction;
        }
        return days();
    }

    private double offsetOf(int i) {
        return i < milestones.size() ? actualTime(milestones.get(i).date()) : days();
    }

    private double fractionOf(int i) {
        // A milestone on the due date itself yields to the implied one: everything is due then.
        return i < milestones.size() && milestones.get(i).date().isBefore(due)
                ? milestones.get(i).fraction()
                : 1;
    }
}
