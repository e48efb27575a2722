package io.countywatch.metrics.sums;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Slots of time of recording that nest: each ends with one of the next level, or lies within one. Instants in microseconds
 * since 1970-01-01T00:00:00Z; hours, days and months are those of a zone whose offset is a multiple of five minutes.
 */
public final class RecordedGrid {

    static final int TEN_SECONDS = 0;
    static final int FIVE_MINUTES = 1;
    static final int HOUR = 2;
    static final int DAY = 3;
    static final int MONTH = 4;

    private static final long SECOND = 1_000_000;

    private final ZoneId zone;
    private final LocalDays days;

    public RecordedGrid(ZoneId zone) {
        this.zone = zone;
        this.days = new LocalDays(zone);
    }

    /** Beginning of the slot in which an instant lies. */
    long start(int level, long micros) {
        return switch (level) {
            case TEN_SECONDS -> micros - Math.floorMod(micros, 10 * SECOND);
            case FIVE_MINUTES -> micros - Math.floorMod(micros, 300 * SECOND);
            case HOUR -> micros(local(micros).truncatedTo(ChronoUnit.HOURS));
            case DAY -> days.of(micros).start();
            default -> micros(day(micros).withDayOfMonth(1).atStartOfDay(zone));
        };
    }

    /** End of the slot in which an instant lies: the first instant that does not. */
    long until(int level, long micros) {
        return switch (level) {
            case TEN_SECONDS -> start(level, micros) + 10 * SECOND;
            case FIVE_MINUTES -> start(level, micros) + 300 * SECOND;
            case HOUR -> micros(local(micros).truncatedTo(ChronoUnit.HOURS).plusHours(1));
            case DAY -> days.of(micros).until();
            default -> micros(day(micros).withDayOfMonth(1).plusMonths(1).atStartOfDay(zone));
        };
    }

    private LocalDate day(long micros) {
        return local(micros).toLocalDate();
    }

    private ZonedDateTime local(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone);
    }

    private static long micros(ZonedDateTime time) {
        return micros(time.toInstant());
    }

    /** Microseconds since 1970-01-01T00:00:00Z; what is finer counts as the microsecond that has begun. */
    public static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano() / 1_000L);
    }
}
