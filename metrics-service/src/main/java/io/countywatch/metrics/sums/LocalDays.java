package io.countywatch.metrics.sums;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Days of a zone in which instants lie. Every entry of the ledger is asked about, and events that were received on different
 * days come mixed where a log is read again: the days of some 340 days' hours are remembered.
 */
public final class LocalDays {

    private static final long HOUR = 3_600_000_000L;
    private static final int HOURS = 1 << 13;

    private final ZoneId zone;
    /** By hour of UTC, which begins another day only once. Shared by threads: what one misses it finds out itself. */
    private final Day[] days = new Day[HOURS];

    public LocalDays(ZoneId zone) {
        this.zone = zone;
    }

    /** @param micros microseconds since 1970-01-01T00:00:00Z */
    public Day of(long micros) {
        int hour = (int) Math.floorDiv(micros, HOUR) & HOURS - 1;
        Day day = days[hour];
        if (day == null || micros < day.start || micros >= day.until) {
            day = find(micros);
            days[hour] = day;
        }
        return day;
    }

    private Day find(long micros) {
        LocalDate date =
                Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone).toLocalDate();
        return new Day((int) date.toEpochDay(), start(date), start(date.plusDays(1)));
    }

    private long start(LocalDate date) {
        return RecordedGrid.micros(date.atStartOfDay(zone).toInstant());
    }

    /**
     * One day.
     *
     * @param number days since 1970-01-01
     * @param start its first instant, in microseconds since 1970-01-01T00:00:00Z
     * @param until the first instant of the next day
     */
    public record Day(int number, long start, long until) {}
}
