package io.countywatch.intake;

import io.countywatch.intake.event.Rfc3339;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Decides the instant of receipt. In a replay of past months the sender's word is taken for it. */
public final class ReceiptClock {

    /** What {@code countywatch.clock} may be. */
    public enum Mode {
        WALL,
        REPLAY
    }

    private final Mode mode;
    private final Clock clock;

    public ReceiptClock(Mode mode, Clock clock) {
        this.mode = mode;
        this.clock = clock;
    }

    /**
     * When a request came in, and how far the device's clock is behind ours.
     *
     * @param skew zero when the device sent no readable instant, or in a replay
     */
    public record Reading(Instant at, Duration skew) {}

    /** @param sentAt the request's {@code Intake-Sent-At}, or {@code null} */
    public Reading read(String sentAt) {
        Instant now = clock.instant();
        Instant sent = sentAt == null ? null : Rfc3339.parse(sentAt);
        if (sent == null) {
            return new Reading(now, Duration.ZERO);
        }
        return mode == Mode.REPLAY ? new Reading(sent, Duration.ZERO) : new Reading(now, Duration.between(sent, now));
    }
}
