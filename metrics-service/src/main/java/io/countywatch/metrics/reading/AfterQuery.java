package io.countywatch.metrics.reading;

import io.countywatch.metrics.http.Problem;
import io.countywatch.metrics.reading.ReceiptGate.Receipt;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Query parameters of everything that is read from the figures: whether to wait for a receipt to be in them. */
public class AfterQuery {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @QueryParam("after")
    @Parameter(description = "A receipt of intake (partition:offset): answer only when it is in the figures.")
    String after;

    @QueryParam("wait")
    @Parameter(description = "How long to wait for it, for example 5s; at most 30s. Without: not at all.")
    String wait;

    /** Null if none is named. */
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
            if (patience.isNegative()) {
                throw Problem.badRequest("wait is a time such as 5s");
            }
            return patience.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : patience;
        } catch (DateTimeException e) {
            throw Problem.badRequest("wait is a time such as 5s");
        }
    }
}
