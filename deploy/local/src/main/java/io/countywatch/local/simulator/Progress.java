package io.countywatch.local.simulator;

import java.time.LocalDate;

/**
 * How far the simulator is.
 *
 * @param day simulated day that is being sent
 * @param sent events sent and answered for good, resent ones included
 * @param bytes request bodies as sent, after compression
 * @param expectedEvents what {@code sent} will be at the end of {@link SimulatorConfig#until()}; 0 if not known
 */
public record Progress(
        LocalDate day, long sent, long accepted, long duplicate, long rejected, long bytes, long expectedEvents) {

    /** Share done, 0 to 1. */
    public double fraction() {
        return expectedEvents == 0 ? 0 : Math.min(1, (double) sent / expectedEvents);
    }
}
