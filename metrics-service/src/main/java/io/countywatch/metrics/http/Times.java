package io.countywatch.metrics.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Days and instants in questions: of the years 1 to 9999, which PostgreSQL can compare with. */
public final class Times {

    private Times() {}

    /** @param text null gives null; @throws Problem 400 if it is no day */
    public static LocalDate day(String name, String text) {
        try {
            return text == null ? null : inRange(LocalDate.parse(text));
        } catch (DateTimeException e) {
            throw Problem.badRequest(name + " is a day (2020-05-27)");
        }
    }

    /** @param text null gives null; @throws Problem 400 if it is no instant */
    public static Instant instant(String name, String text) {
        try {
            return text == null ? null : parsed(text);
        } catch (DateTimeException e) {
            throw Problem.badRequest(name + " is an instant (2020-06-01T00:00:00Z)");
        }
    }

    /** An instant, or a day, which begins in that zone. @param text null gives null; @throws Problem 400 if it is neither */
    public static Instant since(String name, String text, ZoneId zone) {
        try {
            return text == null
                    ? null
                    : text.length() == 10
                            ? inRange(LocalDate.parse(text)).atStartOfDay(zone).toInstant()
                            : parsed(text);
        } catch (DateTimeException e) {
            throw Problem.badRequest(name + " is an instant (2020-06-01T00:00:00Z) or a day (2020-06-01)");
        }
    }

    /** One that a cursor holds. @throws Problem 400 if it is no instant: then the cursor is none of ours */
    public static Instant ofCursor(String text) {
        try {
            return parsed(text);
        } catch (DateTimeException e) {
            throw Page.badCursor();
        }
    }

    private static Instant parsed(String text) {
        OffsetDateTime instant = OffsetDateTime.parse(text);
        inRange(instant.toLocalDate());
        return instant.toInstant();
    }

    private static LocalDate inRange(LocalDate day) {
        if (day.getYear() < 1 || day.getYear() > 9999) {
            throw new DateTimeException("year out of range");
        }
        return day;
    }
}
