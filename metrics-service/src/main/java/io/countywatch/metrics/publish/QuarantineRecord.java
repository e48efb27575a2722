package io.countywatch.metrics.publish;

import java.time.Instant;

/**
 * Value on {@code household-quarantine.v1}: what could not be applied, where it stands in the log, and why.
 *
 * @param subject and the other attributes: null if the event did not have them in a readable form
 */
record QuarantineRecord(
        String topic,
        int partition,
        long offset,
        String code,
        String detail,
        String source,
        String id,
        String type,
        String subject,
        Instant firstSeen) {}
