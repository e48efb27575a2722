package io.countywatch.alert.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * The figures of one unit and measure at the end of a day, in the measure's unit.
 *
 * @param scope S: everything that must be done by the due date
 * @param done A: what is done, 0 to S
 * @param windows net completions of the seven-day windows that end on the day, oldest first
 * @param fallenBack what was done once and is not any more (part of S, not of A)
 * @param silence the part of it that nobody reports on
 */
public record Observation(long scope, long done, List<Long> windows, long fallenBack, Silence silence) {

    public Observation {
        if (done < 0 || scope < done) {
            throw new IllegalArgumentException("0 <= done <= scope does not hold: " + done + ", " + scope);
        }
        windows = List.copyOf(windows);
    }

    /** Figures without any silence or falling back. */
    public static Observation of(long scope, long done, List<Long> windows) {
        return new Observation(scope, done, windows, 0, Silence.NONE);
    }

    /** R. */
    public long remaining() {
        return scope - done;
    }

    /** The same with a different number done. */
    Observation withDone(long done) {
        return new Observation(scope, Math.min(scope, done), windows, fallenBack, silence);
    }

    /**
     * The sum of several units. It is silent when silent parts hold at least 30 % of what remains.
     *
     * @param parts units that do not overlap
     */
    public static Observation sum(List<Observation> parts) {
        long scope = 0;
        long done = 0;
        long fallenBack = 0;
        long silentScope = 0;
        long silentDone = 0;
        List<Long> windows = new ArrayList<>();
        for (Observation part : parts) {
            scope += part.scope;
            done += part.done;
            fallenBack += part.fallenBack;
            silentScope += part.silence.scope();
            silentDone += part.silence.done();
            addFromTheEnd(windows, part.windows);
        }
        boolean silent = SilenceRule.holdsTooMuch(silentScope - silentDone, scope - done);
        return new Observation(scope, done, windows, fallenBack, new Silence(silent, silentScope, silentDone));
    }

    private static void addFromTheEnd(List<Long> sum, List<Long> windows) {
        while (sum.size() < windows.size()) {
            sum.add(0, 0L);
        }
        int shift = sum.size() - windows.size();
        for (int i = 0; i < windows.size(); i++) {
            sum.set(shift + i, sum.get(shift + i) + windows.get(i));
        }
    }
}
