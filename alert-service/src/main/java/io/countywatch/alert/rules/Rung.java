package io.countywatch.alert.rules;

import io.countywatch.alert.schedule.Ladder;
import java.util.List;
import java.util.stream.Stream;

/**
 * One step of the ladder of statuses with what it compares: a status alone does not say by how much it was met or missed.
 * The first status that holds is the unit's, else it is ON_TRACK. {@code severe} and {@code mild} are what others name.
 *
 * @param of a status, or {@code severe} or {@code mild}
 * @param needs how the comparisons must come together
 */
public record Rung(String of, String needs, boolean holds, List<Check> checks) {

    private static final String SEVERE = "severe";
    private static final String MILD = "mild";

    /**
     * What the ladder looks at; days, and counts in the measure's unit.
     *
     * @param gMin the smallest gap that counts
     * @param spiT null before the first day
     * @param probability null where there is no forecast
     */
    public record Seen(
            long remaining,
            long gap,
            double gMin,
            double lagDays,
            Double spiT,
            Double probability,
            int daysSinceStart,
            int daysLeft) {}

    /** All rungs, gravest first; none where nothing is left, or no more than may be: then nothing is compared. */
    public static List<Rung> of(Ladder ladder, Seen seen) {
        boolean allowedLeft = seen.daysLeft() < 0 && seen.remaining() <= ladder.allowance();
        if (seen.remaining() <= 0 || allowedLeft) {
            return List.of();
        }
        Check gap = number("gap", ">=", seen.gMin(), (double) seen.gap());
        Check severeLag = number("lagDays", ">", ladder.severeLag(), seen.lagDays());
        Check severeSpi = number("spiT", "<", ladder.severeSpi(), seen.spiT());
        Check severeSpiLag = number("lagDays", ">", ladder.severeSpiLag(), seen.lagDays());
        Check mildLag = number("lagDays", ">", ladder.mildLag(), seen.lagDays());
        boolean severe = gap.holds() && (severeLag.holds() || (severeSpi.holds() && severeSpiLag.holds()));
        boolean mild = gap.holds() && mildLag.holds();
        Check due = number("daysLeft", "<", 0, (double) seen.daysLeft());
        Check allowed = number("remaining", ">", ladder.allowance(), (double) seen.remaining());
        Check starting = number("daysSinceStart", "<=", ladder.startDays(), (double) seen.daysSinceStart());
        Check critical = probability(ladder.criticalBelow(), seen);
        Check behind = probability(ladder.behindBelow(), seen);
        Check mildBehind = probability(ladder.mildBehindBelow(), seen);
        Check lateBehind = probability(ladder.lateBehindBelow(), seen);
        Check lateDays = number("daysLeft", "<=", ladder.lateDays(), (double) seen.daysLeft());
        Check anyGap = number("gap", ">", 0, (double) seen.gap());
        Check watch = probability(ladder.watchBelow(), seen);
        boolean big = seen.probability() != null;
        return List.of(
                new Rung(
                        SEVERE,
                        words(gap) + " and (" + words(severeLag) + " or (" + words(severeSpi) + " and "
                                + words(severeSpiLag) + "))",
                        severe,
                        List.of(gap, severeLag, severeSpi, severeSpiLag)),
                new Rung(MILD, words(gap) + " and " + words(mildLag), mild, List.of(gap, mildLag)),
                new Rung(
                        "OVERDUE",
                        words(due) + " and " + words(allowed),
                        due.holds() && allowed.holds(),
                        List.of(due, allowed)),
                new Rung(
                        "NOT_STARTED",
                        words(starting) + " and not severe",
                        starting.holds() && !severe,
                        List.of(starting)),
                new Rung("CRITICAL", "severe and " + words(critical), severe && critical.holds(), List.of(critical)),
                new Rung(
                        "BEHIND",
                        "(severe and (" + words(behind) + " or no forecast)) or (mild and " + words(mildBehind)
                                + ") or (" + words(lateBehind) + " and " + words(lateDays) + " and " + words(anyGap)
                                + ")",
                        (severe && (!big || behind.holds()))
                                || (mild && mildBehind.holds())
                                || (lateBehind.holds() && lateDays.holds() && anyGap.holds()),
                        List.of(behind, mildBehind, lateBehind, lateDays, anyGap)),
                new Rung(
                        "WATCH", "mild or severe or " + words(watch), mild || severe || watch.holds(), List.of(watch)));
    }

    /** One line on a rung that was missed, with everything in it that does not hold and by how much. */
    public static String missed(Rung rung, List<Rung> all) {
        String misses = Stream.concat(
                        all.stream()
                                .filter(other -> !other.holds() && rung.needs().contains(other.of() + " ")),
                        Stream.of(rung))
                .flatMap(one -> one.checks().stream())
                .filter(check -> !check.holds())
                .distinct()
                .map(check -> check.fact() + " " + check.needed() + ", it is "
                        + (check.value() == null ? "unknown" : check.value() + " (by " + -check.margin() + ")"))
                .reduce((one, other) -> one + "; " + other)
                .orElse("another status goes before");
        return rung.of() + " needs " + rung.needs() + ": misses " + misses;
    }

    private static Check probability(double below, Seen seen) {
        return number("probabilityOnTime", "<", below, seen.probability());
    }

    private static Check number(String fact, String operator, double threshold, Double value) {
        return Check.of(fact, new Comparison(operator, threshold), value);
    }

    private static String words(Check check) {
        return check.fact() + " " + check.needed();
    }
}
