package io.countywatch.alert.evaluation;

import io.countywatch.alert.lifecycle.Alert;
import java.time.LocalDate;

/** How long an evaluation may still change: phones are offline for days. Pure. */
public final class Provisional {

    /** Days after which an evaluation is final. */
    public static final int DAYS = 3;

    private Provisional() {}

    /** Whether a day's evaluation is not final yet, once others up to a day are made. */
    public static boolean is(LocalDate day, LocalDate evaluatedThrough) {
        return evaluatedThrough == null || evaluatedThrough.isBefore(day.plusDays(DAYS));
    }

    /** Of what is open the present day decides, and so it is always provisional; what has ended becomes final. */
    static boolean is(Alert alert) {
        LocalDate ended = alert.now().endedOn();
        return ended == null || is(ended, alert.day());
    }

    /** Whether the end of an alert has become final with its present evaluation. */
    static boolean becameFinal(Alert before, Alert after) {
        return before.day() != null && is(before) && !is(after);
    }
}
