package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Stamp;
import io.countywatch.metrics.fold.SubjectState;
import java.time.Instant;

/**
 * State of a subject with what decides whether the next event may simply be folded on.
 *
 * @param lastTime and {@code lastSequence}: of its newest event in the total order
 * @param lastRecorded latest receipt among its events
 * @param retractions whether it has any retraction, waiting for its target or not
 */
record FoldedSubject(
        SubjectState state, Instant lastTime, long lastSequence, Instant lastRecorded, boolean retractions) {

    static final FoldedSubject NONE =
            new FoldedSubject(SubjectState.NONE, Instant.MIN, Stamp.NO_SEQUENCE, Instant.MIN, false);

    /** Equal times and sequences count as not newer: the rest of the order is settled by reading the events. */
    boolean isBefore(Stamp stamp) {
        int byTime = lastTime.compareTo(stamp.time());
        boolean newer = byTime < 0 || byTime == 0 && lastSequence < stamp.sequence();
        return newer && !stamp.recorded().isBefore(lastRecorded);
    }

    FoldedSubject next(SubjectState after, Stamp stamp) {
        return new FoldedSubject(after, stamp.time(), stamp.sequence(), stamp.recorded(), retractions);
    }
}
