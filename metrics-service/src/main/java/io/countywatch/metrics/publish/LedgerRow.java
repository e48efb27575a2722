package io.countywatch.metrics.publish;

import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A change in the ledger. Days as days since 1970-01-01: of all that is done with an entry, converting them would cost
 * the most.
 *
 * @param effective day from which on it counts
 * @param recordedDay day of receipt in the campaign's zone
 * @param recorded receipt
 */
record LedgerRow(Figure figure, int effective, int recordedDay, Instant recorded, Count count) {

    static LedgerRow of(Figure figure, LocalDate effective, LocalDate recordedDay, Instant recorded, Count count) {
        return new LedgerRow(figure, (int) effective.toEpochDay(), (int) recordedDay.toEpochDay(), recorded, count);
    }
}
