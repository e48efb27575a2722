package io.countywatch.local.simulator;

import java.util.Map;

/**
 * What was sent so far.
 *
 * @param events sent and answered for good, resent ones included
 * @param accepted answered with accepted
 * @param duplicate answered with duplicate
 * @param rejected answered with rejected; {@code codes} tells why
 * @param resent events of batches sent a second time on purpose
 * @param late happened on an earlier day than they were sent, the register not counted
 * @param outOfOrder older than something sent before about the same household
 * @param broken events of broken apps, which must be rejected
 * @param surprises broken events that were accepted, and good events that were rejected: must be 0
 */
public record Statistics(
        long requests,
        long bytes,
        long events,
        long accepted,
        long duplicate,
        long rejected,
        long resent,
        long late,
        long outOfOrder,
        long retractions,
        long broken,
        long surprises,
        Map<String, Long> codes) {

    /** A few lines for the terminal. */
    public String table() {
        return String.format(
                java.util.Locale.ROOT,
                """
                %,12d events in %,d requests, %,d MB on the wire
                %,12d accepted, %,d duplicate, %,d rejected %s
                %,12d sent again, %,d late, %,d out of order, %,d retractions
                %,12d broken on purpose, %,d answered unexpectedly
                """,
                events,
                requests,
                bytes / 1_000_000,
                accepted,
                duplicate,
                rejected,
                codes,
                resent,
                late,
                outOfOrder,
                retractions,
                broken,
                surprises);
    }
}
