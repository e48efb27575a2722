package io.countywatch.metrics.publish;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days of instants in a zone. Instants that come one after the other are mostly of one day, which is remembered. */
final class LocalDays {

    private final ZoneId zone;
    private int day;
    private Instant first = Instant.MAX;
    private Instant next = Instant.MIN;

    LocalDays(ZoneId zone) {
        this.zone = zone;
    }

    /** Days since 1970-01-01. */
    int of(Instant instant) {
        if (instant.isBefore(first) || !instant.isBefore(next)) {
            LocalDate date = instant.atZone(zone).toLocalDate();
            day = (int) date.toEpochDay();
            first = date.atStartOfDay(zone).toInstant();
            next = date.plusDays(1).atStartOfDay(zone).toInstant();
        }
        return day;
    }
}
