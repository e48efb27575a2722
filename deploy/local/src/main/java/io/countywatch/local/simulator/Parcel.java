package io.countywatch.local.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One request of a device.
 *
 * @param day simulated day
 * @param sentAt simulated instant within the day: {@code Intake-Sent-At}
 * @param form how it travels
 * @param traits what is odd about it, for the statistics
 */
record Parcel(Device device, LocalDate day, Instant sentAt, List<FieldEvent> events, Form form, Traits traits) {

    /** Media type and encoding. */
    enum Form {
        SINGLE,
        BATCH,
        GZIPPED_BATCH
    }

    /**
     * @param resent events of a batch that was already delivered
     * @param late happened on an earlier day
     * @param outOfOrder older than something already sent about the same subject
     */
    record Traits(int resent, int late, int outOfOrder, int retractions, int broken) {}
}
