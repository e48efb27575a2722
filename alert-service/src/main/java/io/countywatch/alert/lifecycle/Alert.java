package io.countywatch.alert.lifecycle;

import java.time.LocalDate;
import java.util.List;

/**
 * One alert as it stands.
 *
 * @param now after the latest evaluation
 * @param past the evaluated days before the latest, oldest first, as many as may still be evaluated again and one more:
 *     from there they are evaluated anew
 * @param day the latest campaign day that was evaluated, null if none
 * @param sequence transitions so far
 */
public record Alert(AlertId id, Memory now, List<Past> past, LocalDate day, long sequence) {

    /** Days that are remembered: an evaluation is provisional for three, this one and two before it. */
    static final int REMEMBERED = 3;

    public Alert {
        past = List.copyOf(past);
    }

    /** An alert that was never evaluated. */
    public static Alert fresh(AlertId id) {
        return new Alert(id, Memory.NONE, List.of(), null, 0);
    }

    /** What was remembered when a day began: at the end of the last evaluated day before it. */
    Memory before(LocalDate first) {
        if (day == null || day.isBefore(first)) {
            return now;
        }
        Memory memory = Memory.NONE;
        for (Past one : past) {
            if (one.day().isBefore(first)) {
                memory = one.memory();
            }
        }
        return memory;
    }

    /** Whether the days from one on can be evaluated again: what was before them is remembered, or nothing was. */
    public boolean remembers(LocalDate first) {
        return day == null
                || day.isBefore(first)
                || past.size() < REMEMBERED
                || past.get(0).day().isBefore(first);
    }

    /** The same after a step of escalation was told of it: it has a number, but changes nothing of the state. */
    public Alert stepped() {
        return new Alert(id, now, past, day, sequence + 1);
    }

    /** The same, judged by figures of which much comes late; silence says more and stays. */
    public Alert late() {
        return now.data() == DataState.OK ? new Alert(id, now.with(DataState.LATE), past, day, sequence) : this;
    }
}
