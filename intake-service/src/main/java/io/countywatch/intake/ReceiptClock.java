package io.countywatch.intake;

import io.countywatch.intake.event.Rfc3339;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Decides the instant of receipt. In a replay of past months the sender's word is taken for it; who does not say, as
 * somebody who posts by hand, is received at the latest instant that anybody has said, since a receipt of today would end
 * the replay for good.
 */
public final class ReceiptClock {

    /** What {@code countywatch.clock} may be. */
    public enum Mode {
        WALL,
        REPLAY
    }

    private final Mode mode;
    private final Clock clock;
    private final AtomicReference<Instant> latestSaid = new AtomicReference<>();

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
        Instant sent = sentAt == null ? null : Rfc3339.parse(sentAt);
        if (mode == Mode.REPLAY) {
            return new Reading(replayed(sent), Duration.ZERO);
        }
        Instant now = clock.instant();
        return new Reading(now, sent == null ? Duration.ZERO : Duration.between(sent, now));
    }

    private Instant replayed(Instant sent) {
        Instant latest = sent == null
                ? latestSaid.get()
                : latestSaid.accumulateAndGet(sent, (a, b) -> a == null || b.isAfter(a) ? b : a);
        if (sent != null) {
            return sent;
        }
        return latest == null ? clock.instant() : latest;
    }
}
