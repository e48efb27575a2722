package io.countywatch.metrics.publish;

import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A change in the ledger.
 *
 * @param recordedDay day of receipt in the campaign's zone
 * @param lastRecorded receipt
 */
record LedgerRow(Figure figure, LocalDate effective, LocalDate recordedDay, Instant lastRecorded, Count count) {}
