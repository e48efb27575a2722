package io.countywatch.metrics.figures;

import io.countywatch.metrics.figures.ReceiptGate.Receipt;
import io.countywatch.metrics.http.Problem;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Query parameters that every figure understands. */
public class FiguresQuery {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @QueryParam("effective")
    @Parameter(description = "Count what happened up to and with this day, for example 2020-05-27.")
    String effective;

    @QueryParam("known")
    @Parameter(description = "Count what was recorded up to this instant, for example 2020-06-01T00:00:00Z.")
    String known;

    @QueryParam("after")
    @Parameter(description = "A receipt of intake (partition:offset): answer only when it is in the figures.")
    String after;

    @QueryParam("wait")
    @Parameter(description = "How long to wait for it, for example 5s; at most 30s. Without: not at all.")
    String wait;

    AsOf asOf() {
        try {
            return new AsOf(
                    effective == null ? null : inRange(LocalDate.parse(effective)),
                    known == null ? null : instant(known));
        } catch (DateTimeException e) {
            throw Problem.badRequest("effective is a day (2020-05-27), known an instant (2020-06-01T00:00:00Z)");
        }
    }

    private static Instant instant(String text) {
        OffsetDateTime instant = OffsetDateTime.parse(text);
        inRange(instant.toLocalDate());
        return instant.toInstant();
    }

    /** Days that PostgreSQL can compare with. */
    private static LocalDate inRange(LocalDate day) {
        if (day.getYear() < 1 || day.getYear() > 9999) {
            throw new DateTimeException("year out of range");
        }
        return day;
    }

    Receipt receipt() {
        try {
            return after == null ? null : Receipt.parse(after);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("after is a receipt of intake: partition:offset");
        }
    }

    Duration patience() {
        if (wait == null) {
            return Duration.ZERO;
        }
        try {
            Duration patience = Duration.parse("PT" + wait);
            return patience.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : patience;
        } catch (DateTimeException e) {
            throw Problem.badRequest("wait is a time such as 5s");
        }
    }
}
