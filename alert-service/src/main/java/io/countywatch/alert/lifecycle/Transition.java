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

    /** A step of escalation: told like a change, but the state and the severity stay. */
    public static Transition step(Alert after) {
        Memory now = after.now();
        return new Transition(
                after.id(),
                after.sequence(),
                now.episode(),
                after.day(),
                now.state(),
                now.state(),
                now.severity(),
                now.severity(),
                null);
    }

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
            int compared = severity.compareTo(severityBefore);
            return compared > 0 ? "severity-rose" : compared < 0 ? "severity-fell" : "escalated";
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
