package io.countywatch.alert.lifecycle;

import java.time.LocalDate;

/**
 * One alert as it stands.
 *
 * @param now after the latest evaluation
 * @param before after the evaluation of the day before: a re-evaluation of the same day starts from here
 * @param day the latest campaign day that was evaluated, null if none
 * @param sequence transitions so far
 */
public record Alert(AlertId id, Memory now, Memory before, LocalDate day, long sequence) {

    /** An alert that was never evaluated. */
    public static Alert fresh(AlertId id) {
        return new Alert(id, Memory.NONE, Memory.NONE, null, 0);
    }
}
