package io.countywatch.metrics.receipts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What an event did.
 *
 * @param status pending, applied, duplicate, superseded, quarantined or retracted
 * @param receipt where the applied one is: partition:offset
 * @param effective the day of its time, in the campaign's zone
 * @param moved what it entered in the caller's counties when it was applied
 * @param because why it moved nothing, or why it is in quarantine
 * @param lag records to be applied before it may be known; null while Kafka does not tell; only when pending
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReceiptAnswer(
        String status,
        String type,
        String county,
        String receipt,
        Instant recorded,
        LocalDate effective,
        List<Moved> moved,
        String because,
        Long lag) {

    /**
     * A signed change of a figure from a day on.
     *
     * @param village null where it is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Moved(
            String county,
            String village,
            String measure,
            String stage,
            LocalDate effective,
            long subjects,
            long persons) {}

    static ReceiptAnswer pending(Long lag) {
        return new ReceiptAnswer("pending", null, null, null, null, null, null, null, lag);
    }

    static ReceiptAnswer waiting(String type, String county, String receipt, String behind) {
        String because = "it waits behind " + behind + " of its subject, which is in quarantine";
        return new ReceiptAnswer("pending", type, county, receipt, null, null, List.of(), because, null);
    }

    static ReceiptAnswer quarantined(String type, String receipt, String reason) {
        return new ReceiptAnswer("quarantined", type, null, receipt, null, null, List.of(), reason, null);
    }
}
