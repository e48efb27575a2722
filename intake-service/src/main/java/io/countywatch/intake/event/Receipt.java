package io.countywatch.intake.event;

import io.countywatch.intake.access.Caller;
import java.time.Duration;
import java.time.Instant;

/**
 * The circumstances under which events came in.
 *
 * @param at when; becomes {@code recordedtime}
 * @param skew how far the device's clock is behind ours (negative: ahead), from its {@code Intake-Sent-At}; zero when
 *     it sent none
 */
public record Receipt(Caller caller, Instant at, Duration skew) {

    /** Extension in which the skew is kept, in milliseconds; a client cannot set it. */
    public static final String SKEW = "clockskew";

    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** The latest {@code time}, by the device's own clock, that is not in the future. */
    Instant latestTime() {
        return at.plus(AHEAD).minus(skew);
    }
}
