package io.countywatch.alert.lifecycle;

import java.time.LocalDate;

/**
 * One change that is told.
 *
 * @param sequence counts the transitions of this alert from 1; with the id it names the transition for good
 * @param revisedFrom the first day whose evaluation was replaced and so brought it about; null where none was
 */
public record Transition(
        AlertId id,
        long sequence,
        int episode,
        LocalDate day,
        State from,
        State to,
        Severity severityBefore,
        Severity severity,
        LocalDate revisedFrom) {

    /** Whether late data brought it about. */
    public boolean revised() {
        return revisedFrom != null;
    }

    /** Whether it began, or began again. */
    public boolean isRise() {
        return to == State.FIRING && from != State.FIRING;
    }

    /** Why, in a word: raised, severity-rose, … */
    public String kind() {
        if (from == to) {
            return severity.compareTo(severityBefore) > 0 ? "severity-rose" : "severity-fell";
        }
        return switch (to) {
            case PENDING -> "pending";
            case FIRING -> from == State.RECOVERING ? "fell-back" : "raised";
            case RECOVERING -> "recovering";
            case RESOLVED -> "resolved";
            case RETRACTED -> "retracted";
            case INACTIVE -> "dropped";
        };
    }
}
