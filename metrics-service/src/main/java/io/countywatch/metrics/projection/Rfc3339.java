package io.countywatch.metrics.projection;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Instants of the envelope. Nearly all are written {@code 2020-05-27T08:00:00[.fraction]Z}, and are read by hand, since
 * the JDK's formatter would be the largest single cost of an event; every other form is left to it.
 */
final class Rfc3339 {

    private static final int SECONDS_END = 19;
    private static final String DIGITS = "dddd-dd-ddTdd:dd:dd";

    private Rfc3339() {}

    /**
     * @return an instant of the years 1 to 9999, which RFC 3339 and PostgreSQL both can write
     * @throws DateTimeException if it is none
     */
    static Instant parse(String text) {
        return isPlain(text) ? plain(text) : any(text);
    }

    private static boolean isPlain(String text) {
        int last = text.length() - 1;
        if (last < SECONDS_END || last > SECONDS_END + 10 || text.charAt(last) != 'Z') {
            return false;
        }
        for (int i = 0; i < SECONDS_END; i++) {
            char expected = DIGITS.charAt(i);
            if (expected == 'd' ? !isDigit(text.charAt(i)) : text.charAt(i) != expected) {
                return false;
            }
        }
        for (int i = SECONDS_END + 1; i < last; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return last == SECONDS_END || text.charAt(SECONDS_END) == '.' && last > SECONDS_END + 1;
    }

    private static Instant plain(String text) {
        int year = number(text, 0, 4);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        if (year < 1 || hour > 23 || minute > 59 || second > 59) {
            throw new DateTimeException("a part of the instant is out of range");
        }
        long day = LocalDate.of(year, number(text, 5, 7), number(text, 8, 10)).toEpochDay();
        int nanos = 0;
        for (int i = SECONDS_END + 1; i < SECONDS_END + 10; i++) {
            nanos = nanos * 10 + (i < text.length() - 1 ? text.charAt(i) - '0' : 0);
        }
        return Instant.ofEpochSecond(day * 86_400 + hour * 3_600 + minute * 60 + second, nanos);
    }

    private static Instant any(String text) {
        OffsetDateTime instant = OffsetDateTime.parse(text);
        if (instant.getYear() < 1 || instant.getYear() > 9999) {
            throw new DateTimeException("year out of range");
        }
        return instant.toInstant();
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }
}
