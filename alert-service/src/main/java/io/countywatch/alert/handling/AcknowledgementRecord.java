package io.countywatch.alert.handling;

import java.time.Instant;

/**
 * An acknowledgement as it is told.
 *
 * @param severity the one that was acknowledged: a rise above it cancels
 */
public record AcknowledgementRecord(String by, Instant until, String severity, String reason) {

    static AcknowledgementRecord of(Acknowledgement entity) {
        return new AcknowledgementRecord(entity.by, entity.until, entity.severity, entity.reason);
    }
}
