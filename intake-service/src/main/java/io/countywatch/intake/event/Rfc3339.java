package io.countywatch.intake.event;

import java.time.Instant;
import java.time.LocalDate;

/**
 * RFC 3339 date-times with an offset. By hand: the formatter of the JDK is both laxer (seconds optional, offsets with
 * seconds) and, at 90,000 events a second, the largest single cost of a check.
 */
public final class Rfc3339 {

    private static final int SECONDS_END = 19;

    private Rfc3339() {}

    /**
     * The instant, to the nanosecond, or {@code null} when the text is not an RFC 3339 date-time with seconds and an
     * offset, of the years 1 to 9999. A leap second (…:60) is refused: the instant would not be the one that the device
     * meant. So is the year 0000, a device whose clock is unset: metrics-service could not keep it.
     */
    public static Instant parse(String text) {
        int length = text.length();
        if (length < SECONDS_END + 1
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || (text.charAt(10) | 0x20) != 't') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        int fractionEnd = fractionEnd(text);
        int offset = fractionEnd < 0 ? Integer.MIN_VALUE : offsetSeconds(text, fractionEnd);
        boolean wrong = year < 1
                || month < 1
                || month > 12
                || day < 1
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 59
                || offset == Integer.MIN_VALUE;
        if (wrong || day > daysIn(year, month)) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(
                days * 86_400 + hour * 3_600 + minute * 60 + second - offset, nanos(text, fractionEnd));
    }

    private static int daysIn(int year, int month) {
        return switch (month) {
            case 4, 6, 9, 11 -> 30;
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            default -> 31;
        };
    }

    /** Index after the fraction (or after the seconds when there is none); -1 for a point without one to nine digits. */
    private static int fractionEnd(String text) {
        if (text.charAt(SECONDS_END) != '.') {
            return SECONDS_END;
        }
        int end = SECONDS_END + 1;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        int digits = end - SECONDS_END - 1;
        return digits >= 1 && digits <= 9 ? end : -1;
    }

    private static int nanos(String text, int end) {
        int nanos = 0;
        for (int i = SECONDS_END + 1; i < SECONDS_END + 10; i++) {
            nanos = nanos * 10 + (i < end ? text.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    private static int offsetSeconds(String text, int at) {
        int length = text.length();
        if (at == length - 1 && (text.charAt(at) | 0x20) == 'z') {
            return 0;
        }
        if (length - at != 6 || text.charAt(at + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        char sign = text.charAt(at);
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + 6);
        if (sign != '+' && sign != '-' || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3_600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    /** The decimal digits in {@code [from, to)}, or -1 when one is not a digit. */
    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
