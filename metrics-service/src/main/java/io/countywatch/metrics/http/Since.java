package io.countywatch.metrics.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** The parameter {@code since}: an instant, or a day, which begins in the campaign's time zone. */
public final class Since {

    private Since() {}

    /** @throws Problem 400 if it is neither */
    public static Instant parse(String text, ZoneId zone) {
        try {
            Instant since = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            int year = since.atZone(zone).getYear();
            if (year < 1 || year > 9999) {
                throw new DateTimeException("year out of range");
            }
            return since;
        } catch (DateTimeException e) {
            throw Problem.badRequest("since is an instant (2020-06-01T00:00:00Z) or a day (2020-06-01)");
        }
    }
}
