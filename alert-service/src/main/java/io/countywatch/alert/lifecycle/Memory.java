package io.countywatch.alert.lifecycle;

import java.time.LocalDate;

/**
 * What the machine remembers of an alert at the end of a campaign day.
 *
 * @param severity null while nothing was ever raised
 * @param episode number of the latest episode that fired, 0 if none did
 * @param since first day of the episode, null while inactive
 * @param ended RESOLVED or RETRACTED where an episode ended that may still be continued, else null
 * @param endedOn the day on which it ended, null likewise
 * @param raising raising evaluations in a row, while it does not fire
 * @param clearing clearing evaluations so far
 * @param falling raising evaluations at a lower severity in a row
 */
public record Memory(
        State state,
        Severity severity,
        int episode,
        LocalDate since,
        State ended,
        LocalDate endedOn,
        int raising,
        int clearing,
        int falling,
        DataState data) {

    /** Nothing has ever happened. */
    public static final Memory NONE = new Memory(State.INACTIVE, null, 0, null, null, null, 0, 0, 0, DataState.OK);

    Memory with(Severity other) {
        return new Memory(state, other, episode, since, ended, endedOn, raising, clearing, falling, data);
    }

    Memory with(DataState newData) {
        return new Memory(state, severity, episode, since, ended, endedOn, raising, clearing, falling, newData);
    }
}
