package io.countywatch.alert.schedule;

import io.countywatch.alert.campaign.PlanVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a gap is what it is. The four parts add up to the gap and share nothing: what grew or fell back in silent villages
 * is in their part, since nobody knows what else happened there.
 *
 * @param scopeGrowth the part that would not be there with the scope of the plan's first day
 * @param fallBacks the part that was done once and fell back
 * @param silentVillages the part that silent villages would have closed, were they on plan
 * @param slowPace all the rest; negative when the pace makes up for other parts
 * @param holders parts of the unit that hold 80 % of the gap, largest first
 */
public record Because(long scopeGrowth, long fallBacks, long silentVillages, long slowPace, List<RollUp.Part> holders) {

    /** Re-evaluates the gap with each cause removed in turn; {@code baseline} is S when the plan was first seen. */
    static Because of(PlanVersion plan, Reading reading, Observation seen, long baseline, List<RollUp.Part> parts) {
        double p = plan.planned(reading.figures().actualTime());
        long gap = reading.figures().gap();
        long withoutGrowth = Figures.planned(p, Math.min(baseline, seen.scope())) - seen.done();
        long silent = reading.upperDone() - seen.done();
        // Counted twice, it would come out as faster work of those who said nothing. Where it lies is not known: by
        // scope.
        double heard = silent > 0 ? 1 - (double) seen.silence().scope() / seen.scope() : 1;
        long growth = Math.round(heard * (gap - withoutGrowth));
        long fallBacks = Math.round(heard * Math.min(seen.fallenBack(), seen.remaining()));
        return new Because(growth, fallBacks, silent, gap - growth - fallBacks - silent, RollUp.holders(parts));
    }

    /** What the parts add up to; 0 or less for a unit that is on plan or ahead, of which nothing is short. */
    public long gap() {
        return scopeGrowth + fallBacks + silentVillages + slowPace;
    }

    /**
     * One sentence, for example "97 households short of 1625 planned: 12 from scope growth, 85 from slow pace", or "43
     * households short of 1625 planned: 191 from scope growth, 148 made up by faster work": the numbers add up.
     */
    public String sentence(Figures figures, String noun) {
        if (figures.scope() == 0) {
            return "nothing is in scope yet";
        }
        if (figures.gap() <= 0) {
            return figures.remaining() == 0
                    ? "all " + figures.scope() + " " + noun + " are done"
                    : -figures.gap() + " " + noun + " ahead of the plan";
        }
        List<String> causes = new ArrayList<>();
        add(causes, scopeGrowth, "scope growth");
        add(causes, fallBacks, "falling back");
        add(causes, silentVillages, "silence");
        add(causes, slowPace, "slow pace");
        if (slowPace < 0) {
            causes.add(-slowPace + " made up by faster work");
        }
        return figures.gap() + " " + noun + " short of " + figures.planned() + " planned: " + String.join(", ", causes);
    }

    private static void add(List<String> causes, long part, String name) {
        if (part > 0) {
            causes.add(part + " from " + name);
        }
    }

    /** What would catch up, for example "40 households a week instead of 23". */
    public static String whatWouldDo(Figures figures, Observation seen, String noun) {
        long remaining = figures.remaining();
        if (remaining == 0) {
            return "nothing is left to do";
        }
        long observed = Math.round(figures.paceObserved() * 7);
        if (figures.paceNeeded() == null) {
            return remaining + " " + noun + " are due now, at " + observed + " a week";
        }
        if (figures.daysLeft() < 7) {
            return remaining + " " + noun + " in " + figures.daysLeft() + " days, at " + observed + " a week so far";
        }
        long needed = (long) Math.ceil(figures.paceNeeded() * 7 - 1e-9);
        if (needed > observed) {
            return needed + " " + noun + " a week instead of " + observed;
        }
        // Enough in the mean of four weeks says nothing about a pace that is fading.
        int weeks = seen.windows().size();
        long lastWeek = weeks == 0 ? 0 : seen.windows().get(weeks - 1);
        return needed > lastWeek
                ? needed + " " + noun + " a week, as in the last four weeks, instead of " + lastWeek
                        + " in the last one"
                : observed + " " + noun + " a week, as now, is enough";
    }
}
