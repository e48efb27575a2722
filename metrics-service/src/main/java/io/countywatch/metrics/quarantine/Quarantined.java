package io.countywatch.metrics.quarantine;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * An event in quarantine.
 *
 * @param receipt its place: partition:offset
 * @param county null where it names no county of the campaign; then only who sees everything is told of it
 * @param reason as on {@code household-quarantine.v1}; {@code detail} is for people
 * @param stuck whether later events of its subject wait behind it
 * @param waiting how many of them do
 * @param decision {@code retry} or {@code discard}, if somebody has decided; {@code by} is the token's subject
 * @param outcome what came of it: {@code retried}, {@code discarded}, or what is wrong still
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Quarantined(
        String receipt,
        String subject,
        String source,
        String id,
        String type,
        String county,
        String reason,
        String detail,
        Instant firstSeen,
        boolean stuck,
        long waiting,
        String decision,
        String because,
        String by,
        String outcome) {}
